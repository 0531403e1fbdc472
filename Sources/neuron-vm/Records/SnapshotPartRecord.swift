import NeuronVM

/// A part of a machine that is in a snapshot or not, as docs/json.md says.
struct SnapshotPartRecord: Encodable {
  let part: String
  let target: String?

  init(_ part: SnapshotContents.Part) {
    self.part = part.code
    if case .disk(let target) = part { self.target = target } else { target = nil }
  }
}
