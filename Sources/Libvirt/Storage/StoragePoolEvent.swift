public import FoundationEssentials

/// A hint from the hypervisor about its storage pools.
public enum StoragePoolEvent: Sendable, Hashable {
  /// What happened.
  ///
  /// Source: libvirt/libvirt-storage.h, `virStoragePoolEventLifecycleType`.
  public enum Change: Int32, Sendable, Hashable {
    /// It was defined, or redefined.
    case defined = 0
    /// Its definition was removed.
    case undefined
    /// It was started.
    case started
    /// It was stopped.
    case stopped
    /// What it stands on was made.
    case created
    /// What it stands on was removed.
    case deleted
  }

  /// Something happened to one pool; nil is a change that is unknown here.
  case pool(UUID, name: String, Change?)
  /// More happened than the reader took in time: read everything again.
  case missed
}
