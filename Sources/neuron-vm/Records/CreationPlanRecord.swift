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

  init(_ plan: CreationPlan) {
    name = plan.name.description
    uuid = plan.id.uuidString.lowercased()
    steps = plan.steps.map { Step(code: $0.code, title: $0.title) }
    warnings = plan.warnings
    xml = plan.xml
  }
}
