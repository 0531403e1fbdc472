import Text

/// Where a part of a snapshot is kept.
public enum SnapshotStorage: String, Hashable, Sendable, Codable {
  /// Inside of the disk's own file (qcow2).
  case `internal`
  /// In files of its own: what was there is no longer written to, and what comes goes to a new file on top.
  case external
  /// Nowhere: this part is not in the snapshot.
  case none
  /// In a way that is not known here.
  case other

  /// Reads libvirt's word.
  init(libvirt word: String?) {
    self =
      switch word {
      case "internal": .internal
      case "external": .external
      case "no": .none
      default: .other
      }
  }
}
