import FoundationEssentials
import MachineModel
import NeuronVM

/// A machine in a list, as docs/json.md says.
struct MachineRecord: Encodable {
  let name: String
  let uuid: String
  let state: MachineState
  @Nullable var memoryMiB: UInt64?
  @Nullable var vcpus: Int?
  let devices: DevicesRecord?

  init(_ machine: MachineSummary, _ description: DomainDescription?) {
    name = machine.name
    uuid = machine.id.uuidString.lowercased()
    state = machine.state
    memoryMiB = machine.memory?.mebibytes
    vcpus = machine.processors
    devices = description.map(DevicesRecord.init)
  }
}
