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
  /// Where it is; only in a list over several hypervisors.
  let connection: String?

  init(_ machine: MachineSummary, _ description: DomainDescription?, connection: String? = nil) {
    name = machine.name
    uuid = machine.id.uuidString.lowercased()
    state = machine.state
    memoryMiB = machine.memory?.mebibytes
    vcpus = machine.processors
    devices = description.map(DevicesRecord.init)
    self.connection = connection
  }
}
