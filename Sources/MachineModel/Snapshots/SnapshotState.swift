import Text

/// What a machine did when a snapshot of it was made.
public enum SnapshotState: String, Hashable, Sendable, Codable {
  /// It was off.
  case shutOff
  /// It ran, and its memory is in the snapshot.
  case running
  /// It was paused, and its memory is in the snapshot.
  case paused
  /// It was on, and its memory is not in the snapshot: after going back it is as if the plug had been pulled.
  case disksOnly
  /// Something that is not known here.
  case unknown

  /// Reads libvirt's word.
  ///
  /// Source: libvirt, `virDomainSnapshotStateTypeFromString`: the states of a domain, and `disk-snapshot`.
  init(libvirt word: String?) {
    self =
      switch word {
      case "shutoff", "shutdown", "crashed": .shutOff
      case "running", "blocked", "pmsuspended": .running
      case "paused": .paused
      case "disk-snapshot": .disksOnly
      default: .unknown
      }
  }

  /// The state in the user's words.
  public var title: String {
    switch self {
    case .shutOff: tr("shut off")
    case .running: tr("running")
    case .paused: tr("paused")
    case .disksOnly: tr("disks only")
    case .unknown: tr("unknown")
    }
  }
}
