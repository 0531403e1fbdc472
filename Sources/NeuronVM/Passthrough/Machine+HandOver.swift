import Hardware
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Refuses a start that would take from the host what it needs, or give the machine another device than it was given.
  ///
  /// Looks only where the machine has devices of this computer. libvirt then takes all their functions from the host
  /// before the machine begins, and gives them back when it ends.
  func refuseHandOver() async throws(NeuronError) {
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest else { return }
    let definition = try await deviceForms().definition
    let functions = definition.hostFunctions
    guard !functions.isEmpty else { return }
    let root: HostRoot
    do throws(HostRootError) { root = try HostRoot() } catch { throw NeuronError(error) }
    var uses = try await hypervisor.machineUses(onlyRunning: true)
    uses[id] = nil
    let given = GivenDevice.all(in: definition)
    let check = HandOverCheck(
      HostReader(root).hardware(.judgement, about: Set(functions.keys)),
      machine: MachineUse(name, definition: definition, running: nil), given: given,
      otherMachines: uses.values.sorted { $0.name < $1.name },
      isLookedAtAgain: LibvirtHook.serves(hypervisor.choice) && LibvirtHook.devices.isInstalled())
    let problems = check.problems()
    guard problems.isEmpty else { throw .refused(problems.map(Problem.init)) }
  }

  /// The functions that the host is to have back when the running machine ends: of those that we gave, the ones that the
  /// host had itself.
  func devicesToReturn() async -> Set<PCIAddress> {
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest, let running = try? await deviceForms().running else {
      return []
    }
    let functions = Set(running.hostFunctions.keys)
    return GivenDevice.all(in: running).reduce(into: []) { $0.formUnion($1.hostFunctions.intersection(functions)) }
  }

  /// Sees to it that they are back, now that it has ended, and says what is not.
  func seeReturned(_ functions: Set<PCIAddress>) async throws(NeuronError) {
    guard !functions.isEmpty else { return }
    let missing = try await HostDeviceReturn(hypervisor: hypervisor, expected: functions).verify(functions)
    guard !missing.isEmpty else { return }
    throw .hypervisor(
      doing: tr("“%1$@” is off, but giving its devices back to the host", name), detail: missing.joined(separator: "\n")
    )
  }
}
