import MachineModel

/// A snapshot in a list, as docs/json.md says.
struct SnapshotRecord: Encodable {
  let name: String
  let created: String?
  let state: SnapshotState
  let kind: SnapshotKind?
  let parent: String?
  let current: Bool
  let description: String?

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
