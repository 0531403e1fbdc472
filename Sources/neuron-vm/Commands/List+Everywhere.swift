import MachineModel
import NeuronVM
import Text

extension List {
  /// The machines of all known hypervisors; those that gave no answer are told last, as an error.
  func listEverywhere() async throws {
    let known = try Hypervisor.known(besides: connection.choice())
    let answers = await Hypervisor.machines(at: known, within: limit ?? .seconds(10), describes: devices)
    var records: [MachineRecord] = []
    var table = MachineTable(devices: devices, connections: true)
    var problems: [Problem] = []
    for answer in answers {
      switch answer.machines {
      case .success(let machines):
        for (machine, description) in machines {
          records.append(MachineRecord(machine, description, connection: answer.name))
          table.add(machine, description, connection: answer.name)
        }
      case .failure(let error):
        let reason = [error.message, error.detail].compactMap(\.self).joined(separator: " ")
        let there = PastedCommands(connection: answer.name, address: nil)
        problems.append(
          Problem(
            code: answer.name, message: tr("%1$@: %2$@", answer.name, reason),
            remedy: error.remedy.map { there.completed($0) }))
      }
    }
    if json { Output.print(records) } else if !records.isEmpty { Output.text(table.text) }
    guard problems.isEmpty else { throw NeuronError.someUnavailable(problems) }
  }
}
