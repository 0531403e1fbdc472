import FoundationEssentials
import Libvirt
import MachineModel

extension MachineUse {
  /// The machine that is meant, and all others.
  static func read(
    _ name: String, at choice: ConnectionChoice
  ) async throws(NeuronError) -> (machine: MachineUse, others: [MachineUse]) {
    let hypervisor = try await Hypervisor.connect(to: choice)
    let wanted = try await hypervisor.machine(named: name)
    var uses = try await hypervisor.machineUses()
    await hypervisor.disconnect()
    guard let machine = uses.removeValue(forKey: wanted.id) else { throw .machineNotFound(name) }
    return (machine, uses.values.sorted { $0.name < $1.name })
  }
}

extension Hypervisor {
  /// What has to be known of every machine, to judge who has which device; one that goes meanwhile is left out.
  ///
  /// - Parameter onlyRunning: Whether those that are off do not matter.
  func machineUses(onlyRunning: Bool = false) async throws(NeuronError) -> [UUID: MachineUse] {
    var uses: [UUID: MachineUse] = [:]
    for summary in try await machines() where summary.state.isActive || !onlyRunning {
      do throws(NeuronError) {
        let forms = try await Machine(hypervisor: self, id: summary.id, name: summary.name).deviceForms()
        uses[summary.id] = MachineUse(summary.name, definition: forms.definition, running: forms.running)
      } catch {
        guard case .machineNotFound = error else { throw error }
      }
    }
    return uses
  }
}
