/// How full a storage pool is; all sizes in bytes, as of its last refresh.
public struct StoragePoolInfo: Sendable, Hashable {
  /// Whether it runs, in libvirt's words.
  ///
  /// Source: libvirt/libvirt-storage.h, `virStoragePoolState`.
  public enum State: Int32, Sendable, Hashable {
    /// Not running.
    case inactive = 0
    /// Being built.
    case building
    /// Running.
    case running
    /// Running, but not whole.
    case degraded
    /// Running, but out of reach.
    case inaccessible
  }

  /// The state; nil when it is one that is unknown here.
  public let state: State?
  /// Its size.
  public let capacity: UInt64
  /// What is taken.
  public let allocation: UInt64
  /// What is free.
  public let available: UInt64
}
