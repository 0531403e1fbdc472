import FoundationEssentials
import NeuronVM

/// What `delete` removes and keeps, as docs/json.md says.
struct DeletionPlanRecord: Encodable {
  let name: String
  let uuid: String
  let removes: [Removed]
  let keeps: [Kept]
  let warnings: [String]

  struct Removed: Encodable {
    let kind: String
    var path: String?
    var names: [String]?
  }

  struct Kept: Encodable {
    let path: String
    let reason: String
  }

  init(_ plan: DeletionPlan, warnings: [String]) {
    name = plan.name
    uuid = plan.id.uuidString.lowercased()
    removes = plan.removes.map { item in
      switch item {
      case .disk(_, _, let path): Removed(kind: "disk", path: path)
      case .nvram(let path): Removed(kind: "nvram", path: path)
      case .tpmState: Removed(kind: "tpmState")
      case .savedMemory: Removed(kind: "savedMemory")
      case .snapshots(let names): Removed(kind: "snapshots", names: names)
      }
    }
    keeps = plan.keeps.map { Kept(path: $0.path, reason: $0.reason) }
    self.warnings = warnings
  }
}
