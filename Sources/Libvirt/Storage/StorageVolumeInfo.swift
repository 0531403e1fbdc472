/// How large a storage volume is, in bytes.
public struct StorageVolumeInfo: Sendable, Hashable {
  /// What a volume is.
  ///
  /// Source: libvirt/libvirt-storage.h, `virStorageVolType`.
  public enum Kind: Int32, Sendable, Hashable {
    /// A file.
    case file = 0
    /// A block device.
    case block
    /// A directory.
    case directory
    /// A volume of the network, such as an RBD image.
    case network
    /// A directory of the network.
    case networkDirectory
    /// A Ploop image.
    case ploop
  }

  /// What it is; nil when it is something unknown here.
  public let kind: Kind?
  /// The size that a machine sees.
  public let capacity: UInt64
  /// The space it takes now.
  public let allocation: UInt64
}
