public import MachineModel

/// A disk image on this computer: a file, or a part of an archive, which is read where it lies.
public struct ImageSource: Hashable, Sendable {
  /// The file's absolute path.
  public var path: String
  /// Where the image begins in it, in bytes.
  public var offset: UInt64 = 0
  /// How many bytes it has; nil for all up to the file's end.
  public var size: UInt64?
  /// Its format; never left to QEMU to find out.
  public var format: DiskImageFormat
  /// The size of the disk in it, in bytes.
  public var capacity: UInt64
  /// How many bytes of it hold something, as far as it can be told before.
  public var content: UInt64
  /// What a person calls it.
  public var title: String
}
