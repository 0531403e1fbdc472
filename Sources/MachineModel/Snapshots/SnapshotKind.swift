import Text

/// The ways in which a snapshot is kept.
public enum SnapshotKind: String, Hashable, Sendable, CaseIterable, Codable {
  /// Of a machine that is off: the disks, each inside of its own qcow2 file.
  case disks
  /// Of a machine that is on: disks and memory, inside of the qcow2 files.
  case full
  /// The disks alone, each in files of its own: what was there is frozen, and a new file on top takes what comes.
  case layers
  /// Of a machine that is on: the disks as ``layers``, and the memory in a file beside them.
  case fullLayers

  /// Whether the machine's memory is in it.
  public var holdsMemory: Bool { self == .full || self == .fullLayers }
  /// Whether new files are made for it.
  public var hasLayers: Bool { self == .layers || self == .fullLayers }

  /// The kind in the user's words.
  public var title: String {
    switch self {
    case .disks: tr("disks")
    case .full: tr("disks and memory")
    case .layers: tr("disks, in files of their own")
    case .fullLayers: tr("disks and memory, in files of their own")
    }
  }
}

extension SnapshotDescription {
  /// Its kind; nil where it is kept in a way that we do not make.
  public var kind: SnapshotKind? {
    switch storage {
    case .internal: holdsMemory ? .full : .disks
    case .external: holdsMemory ? .fullLayers : .layers
    case .none, .other: nil
    }
  }
}
