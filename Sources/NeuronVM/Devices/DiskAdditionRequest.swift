/// A disk that a machine is to get, as typed: nothing is checked yet.
public struct DiskAdditionRequest: Sendable, Hashable {
  /// Size of a new disk, such as `50G`; nil for one that is there already.
  public var size: String?
  /// The storage pool of a new disk; nil for the one of the machine's first disk.
  public var pool: String?
  /// The bus, such as `virtio`; nil for the one of the machine's first disk.
  public var bus: String?
  /// `qcow2` or `raw`; nil for qcow2 where it is new, and for what the image says of itself where it is not.
  public var format: String?
  /// The file or block device of a disk that is there already.
  public var path: String?
  /// The volume of a disk that is there already: `POOL/VOLUME` or its name.
  public var volume: String?

  /// Asks for nothing yet.
  public init() {}
}
