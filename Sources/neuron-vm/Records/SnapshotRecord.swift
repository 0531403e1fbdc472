import MachineModel

/// A snapshot in a list, as docs/json.md says.
struct SnapshotRecord: Encodable {
  let name: String
  @Nullable var created: String?
  let state: SnapshotState
  @Nullable var kind: SnapshotKind?
  @Nullable var parent: String?
  let current: Bool
  @Nullable var description: String?

  init(_ snapshot: SnapshotDescription, isCurrent: Bool) {
    name = snapshot.name
    state = snapshot.state
    current = isCurrent
    created = snapshot.creationTime.map(SnapshotReport.time)
    kind = snapshot.kind
    parent = snapshot.parent
    description = snapshot.text
  }
}
