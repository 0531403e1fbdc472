import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Decides what goes with the machine and what stays; nothing is changed.
  ///
  /// Throws `refused` for a machine that is not off.
  public func deletionPlan(keepsDisks: Bool) async throws(NeuronError) -> DeletionPlan {
    // One that another tool started without defining it would be gone with the first remedy.
    _ = try await forms()
    let details = try await details()
    guard !details.summary.state.isActive else { throw refusal(details.summary.state) }
    let owners = DiskOwners(hypervisor)
    let others = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await owners.owners(except: id)
    }
    var removes: [DeletionPlan.Item] = []
    var keeps: [DeletionPlan.Kept] = []
    for disk in details.description.disks {
      guard let path = disk.place else { continue }
      if let reason = reasonToKeep(disk, keepsDisks: keepsDisks) ?? others.reasonToKeep([owners.key(path)]) {
        keeps.append(.init(path: path, reason: reason))
      } else if let (pool, volume) = try await volume(of: disk, path: path) {
        removes.append(.disk(pool: pool, volume: volume, path: path))
      } else {
        keeps.append(.init(path: path, reason: tr("it is in no active storage pool, so libvirt cannot remove it")))
      }
      // What a disk stands on may serve others that libvirt does not know: it is named, and stays.
      for base in await disk.device == "disk" ? owners.chain(of: disk).bases : [] where base != path {
        keeps.append(.init(path: base, reason: tr("“%1$@” stands on it", path)))
      }
    }
    for path in [details.description.kernelPath, details.description.initrdPath].compactMap(\.self) {
      // Any other may start other machines too, or the next ones.
      guard !keepsDisks, CopyName.isBoot(HypervisorFile(path).name, id),
        others.reasonToKeep([owners.key(path)], isNew: true) == nil,
        let match = try await hypervisor.poolVolume(at: path)
      else { continue }
      removes.append(.bootFile(pool: match.pool, volume: match.volume, path: path))
    }
    // libvirt names their file only while the machine runs, when it chose the firmware itself.
    if details.description.firmware == .uefi { removes.append(.nvram(path: details.description.nvramPath)) }
    if details.description.tpm?.backend == "emulator" { removes.append(.tpmState) }
    if details.isSaved { removes.append(.savedMemory) }
    if !details.snapshots.isEmpty { removes.append(.snapshots(details.snapshots)) }
    return DeletionPlan(name: name, id: id, removes: removes, keeps: keeps)
  }

  /// Removes the machine as planned; returns what had to be kept after all, and why.
  ///
  /// Once begun it is finished, also by the next command after a crash. A machine that has been started since the plan was
  /// made is not touched. Its definition is kept in the history, from which ``MachinePast/undo(_:)`` brings it back.
  public func delete(_ plan: DeletionPlan) async throws(NeuronError) -> [String] {
    let title = tr("remove “%1$@”", plan.name)
    return try await locked(for: title) { () async throws(NeuronError) in
      let history = hypervisor.history(of: id)
      let secrets = try await asking(tr("Reading the definition")) { domain throws(LibvirtError) in
        try domain.xml([.inactive, .secure])
      }
      let entry = try history.begin(
        title, before: try await forms(), kind: .removal, removedDisks: plan.removedDisks,
        removedFirmwareState: plan.removesFirmwareState, hadPassword: try Element(definition: secrets).hasPassword)
      let transaction = try hypervisor.beginTransaction(title)
      let disks = plan.volumes.map { UndoAction.removeDisk(pool: $0.pool, volume: $0.volume, machine: plan.id) }
      for disk in disks { try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: disk) } }
      // From here on it is finished whatever happens to the task: a half-removed machine helps nobody.
      return try await toItsEnd { () async throws(NeuronError) in
        try await undefine(transaction) { try? history.discard(entry) }
        let outcome = await Rollback(hypervisor).undo(disks.reversed())
        guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures, cause: nil) }
        try writing { () throws(JournalError) in try transaction.finish() }
        return outcome.kept
      }
    }
  }

  /// - Parameter didNothing: Called when it is certain that the machine is still there.
  private func undefine(
    _ transaction: Transaction<UndoAction>, didNothing: () -> Void
  ) async throws(NeuronError) {
    do throws(NeuronError) {
      let isActive = try await asking(tr("Removing the machine"), .long) { domain throws(LibvirtError) in
        if try domain.isActive { return true }
        let definition = try domain.xml([.inactive, .secure])
        try domain.undefine(.everything)
        // Somebody may have started it between the two: it then runs without a definition, and gets its own back.
        guard (try? domain.isActive) == true else { return false }
        try domain.define(again: definition)
        return true
      }
      guard !isActive else { throw refusal(try await state()) }
    } catch {
      switch error {
      // Nobody knows whether libvirt did it: the journal stays, and the next command looks.
      case .unavailable, .noAnswer, .cancelled: break
      default:
        didNothing()
        try writing { () throws(JournalError) in try transaction.finish() }
      }
      throw error
    }
  }

  private func refusal(_ state: MachineState) -> NeuronError {
    let canStop = LifecycleVerb.stop.transition(from: state, isSaved: false) == .perform
    return .refused([
      Problem(
        code: "machine.active",
        message: tr("“%1$@” is %2$@; only a machine that is off can be removed.", name, state.title),
        remedy: canStop
          ? tr(
            "Switch it off first: neuron-vm stop %1$@ – or, when the guest does not react: neuron-vm force-stop %1$@",
            ShellWord(name))
          : tr("Switch it off first: neuron-vm force-stop %1$@", ShellWord(name)))
    ])
  }

  private func reasonToKeep(_ disk: Disk, keepsDisks: Bool) -> String? {
    if disk.device != "disk" { return tr("it is a medium, not a disk of the machine") }
    if keepsDisks { return tr("as asked") }
    if disk.isReadOnly { return tr("the machine may only read it") }
    return disk.isShared ? tr("it is shared") : nil
  }

  /// The volume that a disk is; nil when it is in no active pool.
  func volume(of disk: Disk, path: String) async throws(NeuronError) -> (pool: String, volume: String)? {
    if case .volume(let pool, let volume) = disk.source { return (pool, volume) }
    return try await hypervisor.poolVolume(at: path).map { ($0.pool, $0.volume) }
  }
}
