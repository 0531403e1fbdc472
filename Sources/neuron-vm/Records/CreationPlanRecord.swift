import FoundationEssentials
import MachineModel
import NeuronVM

/// What `create --dry-run` tells, as docs/json.md says.
struct CreationPlanRecord: Encodable {
  let name: String
  let uuid: String
  let steps: [Step]
  let warnings: [String]
  let xml: String

  struct Step: Encodable {
    let code: String
    let title: String
  }

  /// - Parameter warnings: All that the user should know: the plan's own, and what else was told.
  init(_ plan: CreationPlan, warnings: [String]) {
    name = plan.name.description
    uuid = plan.id.uuidString.lowercased()
    steps = plan.steps.map { Step(code: $0.code, title: $0.title) }
    self.warnings = warnings
    xml = plan.xml
  }
}
