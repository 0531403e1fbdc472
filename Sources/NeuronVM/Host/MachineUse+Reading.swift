import Libvirt
import MachineModel
import Text
import XML

extension MachineUse {
  /// The machine that is meant, and all others.
  static func read(
    _ name: String, at choice: ConnectionChoice
  ) async throws(NeuronError) -> (machine: MachineUse, others: [MachineUse]) {
    let hypervisor = try await Hypervisor.connect(to: choice)
    let wanted = try await hypervisor.machine(named: name)
    var others: [MachineUse] = []
    var machine: MachineUse?
    for summary in try await hypervisor.machines() {
      let one = Machine(hypervisor: hypervisor, id: summary.id, name: summary.name)
      do {
        let use = try MachineUse(summary, definition: try await one.definition())
        if summary.id == wanted.id { machine = use } else { others.append(use) }
      } catch .machineNotFound {
      }
    }
    await hypervisor.disconnect()
    guard let machine else { throw .machineNotFound(name) }
    return (machine, others)
  }

  private init(_ summary: MachineSummary, definition: String) throws(NeuronError) {
    let domain: Element
    do {
      domain = try Element(parsing: definition)
    } catch {
      throw .hypervisor(doing: tr("Reading the definition"), detail: "\(error)")
    }
    let description = DomainDescription(domain: domain)
    self.init(
      name: summary.name, isRunning: summary.state.isActive, devices: Set(description.pciDevices),
      board: domain.first("os", "type")?["machine"], isUEFI: description.firmware == .uefi)
  }
}
