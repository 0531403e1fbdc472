import Text

/// What a machine is doing, in libvirt's terms; the raw value is what JSON shows.
public enum MachineState: String, Hashable, Sendable, CaseIterable, Codable {
  /// libvirt does not know.
  case noState
  /// The machine runs.
  case running
  /// The machine waits for a resource.
  case blocked
  /// The machine is stopped in place and keeps its memory.
  case paused
  /// The guest is shutting down.
  case shuttingDown
  /// The machine is off.
  case shutOff
  /// The guest crashed.
  case crashed
  /// The guest put itself to sleep.
  case suspended

  /// Whether a hypervisor process stands behind the machine.
  public var isActive: Bool {
    switch self {
    case .running, .blocked, .paused, .shuttingDown, .suspended: true
    case .noState, .shutOff, .crashed: false
    }
  }

  /// The state in the user's words.
  public var title: String {
    switch self {
    case .noState: tr("unknown")
    case .running: tr("running")
    case .blocked: tr("blocked")
    case .paused: tr("paused")
    case .shuttingDown: tr("shutting down")
    case .shutOff: tr("shut off")
    case .crashed: tr("crashed")
    case .suspended: tr("sleeping")
    }
  }
}
