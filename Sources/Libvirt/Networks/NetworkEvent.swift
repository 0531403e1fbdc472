public import FoundationEssentials

/// A hint from the hypervisor about its networks.
public enum NetworkEvent: Sendable, Hashable {
  /// What happened.
  ///
  /// Source: libvirt/libvirt-network.h, `virNetworkEventLifecycleType`.
  public enum Change: Int32, Sendable, Hashable {
    /// It was defined, or redefined.
    case defined = 0
    /// Its definition was removed.
    case undefined
    /// It was started.
    case started
    /// It was stopped.
    case stopped
  }

  /// Something happened to one network; nil is a change that is unknown here.
  case network(UUID, name: String, Change?)
  /// More happened than the reader took in time: read everything again.
  case missed
}
