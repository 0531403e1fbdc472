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

    init(_ item: DeletionPlan.Item) {
      switch item {
      case .disk(_, _, let path):
        kind = "disk"
        self.path = path
      case .bootFile(_, _, let path):
        kind = "bootFile"
        self.path = path
      case .nvram(let path):
        kind = "nvram"
        self.path = path
      case .tpmState: kind = "tpmState"
      case .savedMemory: kind = "savedMemory"
      case .snapshots(let names):
        kind = "snapshots"
        self.names = names
      }
    }
  }

  struct Kept: Encodable {
    let path: String
    let reason: String
  }

  init(_ plan: DeletionPlan, warnings: [String]) {
    name = plan.name
    uuid = plan.id.uuidString.lowercased()
    removes = plan.removes.map(Removed.init)
    keeps = plan.keeps.map { Kept(path: $0.path, reason: $0.reason) }
    self.warnings = warnings
  }
}
