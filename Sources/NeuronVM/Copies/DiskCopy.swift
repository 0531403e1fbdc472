import MachineModel

/// A disk that is made with the content of another one.
public struct DiskCopy: Hashable, Sendable {
  /// Where the content comes from.
  public enum Source: Hashable, Sendable {
    /// A volume of an active pool, by its path.
    case volume(path: String)
    /// A file of the hypervisor that is in no pool.
    case outside(path: String)
    /// A file of this computer.
    case image(ImageSource)
  }

  /// Who copies.
  public enum Way: Hashable, Sendable {
    /// This program, file to file: it can be stopped at any moment.
    case file
    /// QEMU's program for images, as a child: it can be stopped at any moment.
    case convert
    /// libvirt, on the hypervisor's computer: it cannot be stopped once begun.
    case libvirt
  }

  /// Where the content comes from.
  public let source: Source
  /// Who copies.
  public let way: Way
  /// The pool of the new disk.
  public let pool: String
  /// Its volume.
  public let volume: String
  /// Its path.
  public let path: String
  /// The new disk's format, in QEMU's words.
  public let format: String
  /// The old one's, when it is another.
  public var sourceFormat: String?
  /// The size of the disk in bytes.
  public let capacity: UInt64
  /// How many bytes there are to copy, as far as it can be told before.
  public let bytes: UInt64

  /// What is copied, for a person.
  var title: String {
    switch source {
    case .volume(let path), .outside(let path): path
    case .image(let image): image.title
    }
  }
}
