/// The turns in a domain's life that libvirt announces.
///
/// Where it matters the reason comes along, as an open number.
/// Source: libvirt/libvirt-domain.h, `virDomainEventType`.
public enum DomainLifecycle: Sendable, Hashable {
  /// It was defined, or redefined.
  case defined(DefinedReason)
  /// Its definition was removed.
  case undefined
  /// It was started.
  case started(StartedReason)
  /// It was paused.
  case suspended(SuspendedReason)
  /// It goes on.
  case resumed
  /// It ended.
  case stopped(StoppedReason)
  /// Its guest has finished shutting down.
  case shutdown
  /// Its guest's power management put it to sleep.
  case powerManagementSuspended
  /// It crashed.
  case crashed
  /// Something newer than this library; a reader reads the domain again.
  case unknown(event: Int32, detail: Int32)

  init(event: Int32, detail: Int32) {
    self =
      switch event {
      case 0: .defined(DefinedReason(rawValue: detail))
      case 1: .undefined
      case 2: .started(StartedReason(rawValue: detail))
      case 3: .suspended(SuspendedReason(rawValue: detail))
      case 4: .resumed
      case 5: .stopped(StoppedReason(rawValue: detail))
      case 6: .shutdown
      case 7: .powerManagementSuspended
      case 8: .crashed
      default: .unknown(event: event, detail: detail)
      }
  }
}
