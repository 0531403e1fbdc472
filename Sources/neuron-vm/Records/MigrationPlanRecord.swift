import FoundationEssentials
import MachineModel
import NeuronVM

/// What `migrate` does or did, as docs/json.md says.
struct MigrationPlanRecord: Encodable {
  let name: String
  let uuid: String
  let source: String
  let target: String
  let live: Bool
  let steps: [Step]
  let leftBehind: [String]
  let warnings: [String]
  /// What it does at the target; absent while it is only planned.
  let state: MachineState?

  struct Step: Encodable {
    let code: String
    let title: String
  }

  init(_ plan: MigrationPlan, warnings: [String], state: MachineState? = nil) {
    name = plan.name
    uuid = plan.id.uuidString.lowercased()
    source = plan.source
    target = plan.target
    live = plan.isLive
    steps = plan.steps.map { Step(code: $0.code, title: $0.title) }
    leftBehind = plan.leftBehind
    self.warnings = warnings
    self.state = state
  }
}
