import FoundationEssentials
import NeuronVM

/// What `snapshot delete` removes, as docs/json.md says.
struct SnapshotDeletionRecord: Encodable {
  let machine: String
  let uuid: String
  let removes: [String]
  let moves: [String]
  let merges: Bool
  let warnings: [String]

  init(_ plan: SnapshotDeletionPlan, _ machine: Machine, warnings: [String]) {
    self.machine = machine.name
    uuid = machine.id.uuidString.lowercased()
    removes = plan.removes
    moves = plan.moves
    merges = plan.merges
    self.warnings = warnings
  }
}
