import Libvirt
import MachineModel
import Text

/// Decides how a machine is moved, or what stands in the way; asks nobody.
struct MigrationPlanner {
  let request: MigrationRequest
  let facts: MigrationFacts

  private var isLive: Bool { facts.state.isActive }
  private var machine: MovedMachine { facts.machine }
  private var name: String { facts.name }

  /// The plan; throws `refused` with everything that stands in the way.
  func plan() throws(NeuronError) -> MigrationPlan {
    let storage = MigrationStoragePlanner(request: request, facts: facts, isLive: isLive)
    let (disks, storageProblems, storageWarnings) = storage.decide()
    let problems = placeProblems + stateProblems + deviceProblems + hostProblems + storageProblems
    guard problems.isEmpty else { throw .refused(problems) }
    var steps: [MigrationStep] = disks.map { .createDisk($0) }
    if isLive {
      steps.append(.moveRunning(copying: disks))
    } else {
      steps += disks.map { .copyDisk($0) } + [.moveDefinition]
    }
    if facts.startsWithHost { steps.append(.startWithHost) }
    let variables = facts.variablesStay ? machine.description.nvramPath : nil
    return MigrationPlan(
      name: name, id: facts.id, source: facts.source, target: facts.target, state: facts.state,
      isPersistent: facts.isPersistent, isLive: isLive,
      keepsSource: request.keepsSource, steps: steps, warnings: warnings + storageWarnings,
      leftBehind: request.keepsSource ? [] : disks.map(\.path) + [variables].compactMap { $0 })
  }

  // MARK: - The two ends

  private var placeProblems: [Problem] {
    var problems: [Problem] = []
    if facts.isSameHost {
      problems.append(
        Problem(
          code: "target.same", message: tr("%1$@ is the computer where “%2$@” is already.", facts.target, name),
          remedy: tr("A machine moves between two computers only.")))
      return problems
    }
    if facts.isThere {
      problems.append(
        Problem(
          code: "machine.there", message: tr("%1$@ has “%2$@” already.", facts.target, name),
          remedy: tr("If that one is not needed any more, remove it there, and keep its disks if they are shared.")))
    } else if facts.nameIsTaken {
      problems.append(
        Problem(
          code: "name.taken", message: tr("%1$@ has another machine “%2$@”.", facts.target, name),
          remedy: tr("Rename one of the two first.")))
    }
    return problems
  }

  private var stateProblems: [Problem] {
    var problems: [Problem] = []
    switch request.mode {
    case .live where !isLive:
      problems.append(
        Problem(
          code: "machine.off", message: tr("“%1$@” is %2$@, so it cannot be moved running.", name, facts.state.title),
          remedy: tr("Start it first, or leave --live out: neuron-vm start %1$@", ShellWord(name))))
    case .offline where isLive:
      problems.append(
        Problem(
          code: "machine.active", message: tr("“%1$@” is %2$@.", name, facts.state.title),
          remedy: tr("Switch it off first, or leave --offline out: neuron-vm stop %1$@", ShellWord(name))))
    default: break
    }
    if isLive, ![.running, .blocked, .paused].contains(facts.state) {
      problems.append(
        Problem(
          code: "machine.state", message: tr("“%1$@” is %2$@.", name, facts.state.title),
          remedy: tr("Try again when it is running or off.")))
    }
    if facts.isSaved {
      problems.append(
        Problem(
          code: "machine.saved", message: tr("The memory of “%1$@” is saved on this computer's disk.", name),
          remedy: tr("Let it go on first: neuron-vm restore %1$@", ShellWord(name))))
    }
    if !facts.snapshots.isEmpty {
      problems.append(
        Problem(
          code: "machine.snapshots",
          message: tr(
            "“%1$@” has snapshots, which libvirt does not move: %2$@.", name, facts.snapshots.joined(separator: ", ")),
          remedy: tr("Remove them first.")))
    }
    return problems
  }

  // MARK: - Devices

  private var deviceProblems: [Problem] {
    var problems: [Problem] = []
    if !machine.hostDevices.isEmpty {
      problems.append(
        Problem(
          code: "device.host",
          message: tr("“%1$@” has devices of its computer: %2$@.", name, machine.hostDevices.joined(separator: ", ")),
          remedy: tr("They cannot go along. Take them from the machine first.")))
    }
    if !machine.description.sharedMemory.isEmpty {
      let names = machine.description.sharedMemory.map(\.name).joined(separator: ", ")
      problems.append(
        Problem(
          code: "device.sharedMemory", message: tr("“%1$@” shares memory with a program here: %2$@.", name, names),
          remedy: tr("That cannot go along. Remove the shared memory first.")))
    }
    if !machine.sharedFolders.isEmpty {
      problems.append(
        Problem(
          code: "device.sharedFolder",
          message: tr("“%1$@” has shared folders: %2$@.", name, machine.sharedFolders.joined(separator: ", ")),
          remedy: tr("They cannot go along. Remove them first.")))
    }
    if machine.description.tpm?.backend == "passthrough" {
      problems.append(
        Problem(code: "device.tpm", message: tr("“%1$@” uses its computer's own TPM, which cannot go along.", name)))
    } else if machine.description.tpm != nil, !isLive {
      problems.append(
        Problem(
          code: "device.tpm",
          message: tr("“%1$@” has a TPM, whose keys libvirt moves only with a machine that runs.", name),
          remedy: tr("Start it, then move it: neuron-vm start %1$@", ShellWord(name))))
    }
    return problems
  }

  private var hostProblems: [Problem] {
    var problems: [Problem] = []
    if facts.isOffered == false {
      let kind = [machine.description.type, machine.architecture, machine.board].compactMap { $0 }.joined(
        separator: ", ")
      problems.append(
        Problem(
          code: "host.type",
          message: tr("The hypervisor at %1$@ has no machines of this kind: %2$@.", facts.target, kind),
          remedy: tr("Install the same or a newer QEMU there, and look whether KVM works: neuron-vm host check")))
    }
    if facts.processor == .incompatible {
      problems.append(
        Problem(
          code: "host.processor",
          message: tr("The processor at %1$@ lacks something that “%2$@” uses.", facts.target, name),
          remedy: isLive
            ? tr("Move it switched off, if its definition does not ask for exactly this processor.")
            : tr("Choose a processor in its definition that both computers have.")))
    }
    for network in facts.missingNetworks {
      problems.append(
        Problem(
          code: "network.missing", message: tr("There is no network or bridge “%1$@” at %2$@.", network, facts.target),
          remedy: tr("Make it there first, or change the machine's network card.")))
    }
    for network in facts.stoppedNetworks where isLive {
      problems.append(
        Problem(
          code: "network.stopped", message: tr("The network “%1$@” does not run at %2$@.", network, facts.target),
          remedy: tr("Start it there: virsh -c %1$@ net-start %2$@", ShellWord.quoted(facts.target), ShellWord(network))
        ))
    }
    return problems
  }

  private var warnings: [String] {
    var warnings: [String] = []
    if isLive, !request.encrypts {
      warnings.append(
        tr("Memory and disks go over the network as they are, readable for others on it; --encrypt needs certificates.")
      )
    }
    if !isLive, machine.description.firmware == .uefi {
      warnings.append(
        tr("The firmware's variables stay behind: boot entries made by the guest are gone, its standard ones work."))
    }
    for network in facts.unknownNetworks {
      warnings.append(tr("Whether there is a bridge “%1$@” at the target cannot be told from here.", network))
    }
    if request.keepsSource {
      warnings.append(tr("The definition stays here too. Never run both: they share one identity."))
    }
    return warnings
  }
}
