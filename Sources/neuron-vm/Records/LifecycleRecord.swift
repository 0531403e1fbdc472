import FoundationEssentials
import MachineModel
import NeuronVM

/// What a lifecycle command came to, as docs/json.md says.
struct LifecycleRecord: Encodable {
  let name: String
  let uuid: String
  let state: MachineState
  let changed: Bool

  init(_ machine: Machine, _ outcome: LifecycleOutcome, state: MachineState) {
    name = machine.name
    uuid = machine.id.uuidString.lowercased()
    self.state = state
    if case .done = outcome { changed = true } else { changed = false }
  }
}
