/// A disk or drive of a machine.
public struct Disk: Hashable, Sendable {
  /// `disk`, `cdrom`, `floppy` or `lun`.
  public var device: String
  /// What the guest's bus calls it, `vda`; nil when not told.
  public var target: String?
  /// The bus: `virtio`, `sata`, …; nil when not told.
  public var bus: String?
  /// The format, `qcow2` or `raw`; nil when not told.
  public var format: String?
  /// Where its data is; nil for an empty drive.
  public var source: Source?
  /// What the data builds on, from the nearest to the base; empty when the XML does not tell.
  ///
  /// libvirt writes the chain while a machine runs, and keeps it when somebody wrote it into the definition.
  public var backing: [Source]
  /// Whether the guest cannot write to it.
  public var isReadOnly: Bool
  /// Whether several machines may use it at once.
  public var isShared: Bool
  /// The place in the boot order, from 1; nil when it has none of its own.
  public var bootOrder: Int?

  /// Where the data of a disk is.
  public enum Source: Hashable, Sendable {
    /// A file of the host.
    case file(String)
    /// A block device of the host.
    case block(String)
    /// A volume of one of libvirt's pools.
    case volume(pool: String, volume: String)
    /// A directory, or something over a network; the text is libvirt's type and name.
    case other(type: String, name: String?)
  }

  /// Path on the host of the file or block device; nil for anything else.
  public var path: String? {
    switch source {
    case .file(let path), .block(let path): path
    case .volume, .other, nil: nil
    }
  }
}
