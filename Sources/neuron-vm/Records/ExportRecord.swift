import FoundationEssentials
import NeuronVM

/// What `export` wrote, as docs/json.md says.
struct ExportRecord: Encodable {
  let name: String
  let uuid: String
  let path: String
  let leftOut: [String]
  let warnings: [String]

  init(_ plan: ExportPlan, warnings: [String]) {
    name = plan.name
    uuid = plan.id.uuidString.lowercased()
    path = plan.path
    leftOut = plan.leftOut
    self.warnings = warnings
  }
}
