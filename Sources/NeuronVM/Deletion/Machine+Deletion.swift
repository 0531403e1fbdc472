import Journal
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Decides what goes with the machine and what stays; nothing is changed.
  ///
  /// Throws `impossible` for a machine that is not off.
  public func deletionPlan(keepsDisks: Bool) async throws(NeuronError) -> DeletionPlan {
    let details = try await details()
    guard !details.summary.state.isActive else {
      throw .refused([
        Problem(
          code: "machine.active",
          message: tr("“%1$@” is %2$@; only a machine that is off can be removed.", name, details.summary.state.title),
          remedy: tr(
            "Switch it off first: neuron-vm stop %1$@ – or, when the guest does not react: neuron-vm force-stop %1$@",
            ShellWord(name)))
      ])
    }
    var removes: [DeletionPlan.Item] = []
    var keeps: [DeletionPlan.Kept] = []
    let others = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await DiskOwners(connection: connection).owners(except: id)
    }
    for disk in details.description.disks {
      guard let path = disk.place else { continue }
      if let reason = reasonToKeep(disk, path: path, keepsDisks: keepsDisks, others: others) {
        keeps.append(.init(path: path, reason: reason))
        continue
      }
      do {
        let (pool, volume) = try await volume(of: disk, path: path)
        removes.append(.disk(pool: pool, volume: volume, path: path))
      } catch {
        guard error.code == .noStorageVolume || error.code == .noStoragePool else {
          throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Looking for the disk"))
        }
        keeps.append(.init(path: path, reason: tr("it is in no storage pool, so libvirt cannot remove it")))
      }
    }
    // libvirt names their file only while the machine runs, when it chose the firmware itself.
    if details.description.firmware == .uefi { removes.append(.nvram(path: details.description.nvramPath)) }
    if details.description.tpm?.backend == "emulator" { removes.append(.tpmState) }
    if details.isSaved { removes.append(.savedMemory) }
    if !details.snapshots.isEmpty { removes.append(.snapshots(details.snapshots)) }
    return DeletionPlan(name: name, id: id, removes: removes, keeps: keeps)
  }

  /// Removes the machine as planned.
  ///
  /// Once begun it is finished, also by the next command after a crash.
  public func delete(_ plan: DeletionPlan) async throws(NeuronError) {
    let transaction = try hypervisor.beginTransaction(tr("remove “%1$@”", plan.name))
    let disks = plan.removes.compactMap { item -> UndoAction? in
      guard case .disk(let pool, let volume, _) = item else { return nil }
      return .removeDisk(pool: pool, volume: volume, machine: plan.id)
    }
    for disk in disks { try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: disk) } }
    do {
      try await asking(tr("Removing the machine"), .long) { domain throws(LibvirtError) in
        try domain.undefine(.everything)
      }
    } catch {
      // Nothing has gone yet, so nothing is to be finished later.
      try writing { () throws(JournalError) in try transaction.finish() }
      throw error
    }
    // From here on it is finished whatever happens to the task: a half-removed machine helps nobody.
    let rollback = Rollback(connection: connection)
    let outcome = await Task { await rollback.undo(disks.reversed()) }.value
    guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures) }
    try writing { () throws(JournalError) in try transaction.finish() }
  }

  private func reasonToKeep(
    _ disk: Disk, path: String, keepsDisks: Bool, others: [String: String]
  ) -> String? {
    if disk.device != "disk" { return tr("it is a medium, not a disk of the machine") }
    if keepsDisks { return tr("as asked") }
    if disk.isReadOnly { return tr("the machine may only read it") }
    if disk.isShared { return tr("it is shared") }
    return others[path].map { tr("the machine “%1$@” uses it", $0) }
  }

  private func volume(of disk: Disk, path: String) async throws(LibvirtError) -> (pool: String, volume: String) {
    if case .volume(let pool, let volume) = disk.source { return (pool, volume) }
    return try await connection.withStorageVolume(.path(path)) { volume throws(LibvirtError) in
      (try volume.poolName(), try volume.record().name)
    }
  }
}
