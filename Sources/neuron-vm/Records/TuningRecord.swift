import FoundationEssentials
import MachineModel
import NeuronVM

/// What `tune` shows or did, as docs/json.md says.
struct TuningRecord: Encodable {
  let name: String
  let uuid: String
  /// Absent for a dry run.
  let outcome: ChangeOutcome?
  /// Whether anything is to change.
  let changes: Bool
  /// The host's processor for each of the machine's, in order; absent when tuning is taken back.
  let processors: [Int]?
  let threadsPerCore: Int?
  let hostProcessors: String?
  let memoryNode: Int?
  /// `reserved` or `transparent`.
  let memoryPages: String?
  let pageSizeBytes: UInt64?
  let words: [String]
  let warnings: [String]
  let difference: [String]

  init(_ machine: Machine, _ plan: TuningPlan, _ outcome: ChangeOutcome?) {
    name = machine.name
    uuid = machine.id.uuidString.lowercased()
    self.outcome = outcome
    changes = !plan.isEmpty
    processors = plan.layout?.processors
    threadsPerCore = plan.layout?.threadsPerCore
    hostProcessors = plan.layout?.hostThreads.description
    memoryNode = plan.layout?.node
    switch plan.layout?.memory {
    case .reserved(let size): (memoryPages, pageSizeBytes) = ("reserved", size.bytes)
    case .transparent: (memoryPages, pageSizeBytes) = ("transparent", nil)
    case nil: (memoryPages, pageSizeBytes) = (nil, nil)
    }
    words = plan.words
    warnings = plan.warnings
    difference = plan.difference.unified
  }
}
