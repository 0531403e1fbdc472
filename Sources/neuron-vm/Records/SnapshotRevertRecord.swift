import FoundationEssentials
import MachineModel
import NeuronVM

/// What `snapshot revert` does, as docs/json.md says.
struct SnapshotRevertRecord: Encodable {
  let machine: String
  let uuid: String
  let name: String
  let created: String?
  let stateBefore: MachineState
  let stateAfter: SnapshotState
  let effects: [Effect]
  let stays: [SnapshotPartRecord]
  let keptNow: String?
  let warnings: [String]

  struct Effect: Encodable {
    let code: String
    let text: String
  }

  init(_ plan: SnapshotRevertPlan, _ machine: Machine, keeping: SnapshotCreationPlan?, warnings: [String]) {
    self.machine = machine.name
    uuid = machine.id.uuidString.lowercased()
    name = plan.snapshot
    stateBefore = plan.state
    stateAfter = plan.stateAfter
    effects = plan.effects.map { Effect(code: $0.code, text: $0.title) }
    stays = plan.stays.map(SnapshotPartRecord.init)
    self.warnings = warnings
    created = plan.creationTime.map(SnapshotReport.time)
    keptNow = keeping?.name.description
  }
}
