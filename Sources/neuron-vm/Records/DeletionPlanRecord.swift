import FoundationEssentials
import NeuronVM

/// What `delete` removes and keeps, as docs/json.md says.
struct DeletionPlanRecord: Encodable {
  let name: String
  let uuid: String
  let removes: [String]
  let keeps: [Kept]

  struct Kept: Encodable {
    let path: String
    let reason: String
  }

  init(_ plan: DeletionPlan) {
    name = plan.name
    uuid = plan.id.uuidString.lowercased()
    removes = plan.removes.map { item in
      switch item {
      case .disk(_, _, let path): path
      case .nvram(let path): path ?? "nvram"
      case .tpmState: "tpmState"
      case .savedMemory: "savedMemory"
      case .snapshots(let names): "snapshots: " + names.joined(separator: ", ")
      }
    }
    keeps = plan.keeps.map { Kept(path: $0.path, reason: $0.reason) }
  }
}
