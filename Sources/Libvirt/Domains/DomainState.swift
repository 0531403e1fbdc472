/// What a domain does.
///
/// Source: libvirt/libvirt-domain.h, `virDomainState`.
public enum DomainState: Int32, Sendable, Hashable, CaseIterable {
  /// The hypervisor names no state, or one that is unknown here.
  case noState = 0
  /// Running.
  case running
  /// Running, and waiting for a resource.
  case blocked
  /// Paused.
  case paused
  /// Asked to shut down, and on its way.
  case shuttingDown
  /// Not running.
  case shutOff
  /// Crashed.
  case crashed
  /// Suspended by its guest's power management.
  case suspended

  init(_ number: Int32) { self = Self(rawValue: number) ?? .noState }
}
