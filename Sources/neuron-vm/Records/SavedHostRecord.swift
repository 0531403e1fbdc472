import NeuronVM

/// A host that was saved, as docs/json.md says.
struct SavedHostRecord: Encodable {
  let path: String
  let entries: Int
  let sizeBytes: Int

  init(_ saved: SavedHost) {
    path = saved.file
    entries = saved.paths
    sizeBytes = saved.size
  }
}
