import Journal
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Decides how the machine loses a disk or drive; nothing is changed.
  ///
  /// - Parameters:
  ///   - target: The disk's target, such as `vdb`.
  ///   - deletes: Whether its data is to be deleted; throws `refused` where that cannot be.
  public func diskRemovalPlan(_ target: String, deletes: Bool) async throws(NeuronError) -> DiskRemovalPlan {
    let forms = try await deviceForms()
    var planner = DiskRemovalPlanner(forms: forms, target: target, isDeletionWanted: deletes)
    let (definition, running) = forms.disk(target)
    guard let element = running ?? definition else { return try planner.plan() }
    let disk = Disk(element: element)
    planner.snapshots = try await asking(tr("Reading the machine")) { domain throws(LibvirtError) in
      ((try? domain.snapshots()) ?? []).map(SnapshotDescription.init)
    }.filter { $0.holds(disk) }.map(\.name)
    guard deletes else { return try planner.plan() }
    try await refuseIfSaved(tr("deleting one"))
    if disk.device != "disk" {
      planner.reasonToKeep = tr("it is a medium, not a disk of the machine")
    } else if disk.isReadOnly || disk.isShared {
      planner.reasonToKeep = disk.isShared ? tr("it is shared") : tr("the machine may only read it")
    } else if let path = disk.place {
      let owners = DiskOwners(hypervisor)
      let others = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
        try await owners.owners(except: id)
      }
      planner.reasonToKeep =
        planner.snapshots.first.map { FileUse(machine: name, role: .snapshot($0)).reason }
        ?? others.reasonToKeep([owners.key(path)])
      if let (pool, volume) = try await volume(of: disk, path: path) {
        planner.deletes = .init(pool: pool, volume: volume)
      } else if planner.reasonToKeep == nil {
        planner.reasonToKeep = tr("it is in no active storage pool, so libvirt cannot remove it")
      }
    }
    return try planner.plan()
  }

  /// Takes the disk out as planned: from the definition, and from the running machine, whose guest has to let it go.
  ///
  /// Throws `deviceHeld` when the guest did not within `limit`: the definition is without it then, and its data stays.
  /// Data that is to be deleted goes last, when no machine has it; once begun that is finished by the next command.
  public func removeDisk(
    _ plan: DiskRemovalPlan, within limit: Duration? = nil
  ) async throws(NeuronError) -> DeviceReport {
    var kept: [String] = []
    let outcome = try await changing(tr("remove the disk %1$@ from “%2$@”", plan.target, name)) {
      change throws(NeuronError) in
      // The user agreed to what was shown, and to nothing else.
      guard try await diskRemovalPlan(plan.target, deletes: plan.deletes != nil) == plan else { throw changedMeanwhile }
      kept = try await perform(plan, within: limit ?? .seconds(30))
    }
    return try await report(removing: plan, outcome, kept: kept)
  }

  /// What ``removeDisk(_:within:)`` would come to; nothing is changed.
  public func previewOfRemoving(_ plan: DiskRemovalPlan) async throws(NeuronError) -> DeviceReport {
    // One that another tool started without defining it is not changed.
    _ = try await forms()
    return try await report(removing: plan, plan.waitsForStop ? .fromNextStart : .now, kept: [])
  }

  private func report(
    removing plan: DiskRemovalPlan, _ outcome: ChangeOutcome, kept: [String]
  ) async throws(NeuronError) -> DeviceReport {
    let message =
      plan.waitsForStop
      ? tr("“%1$@” is without the disk %2$@ from its next start on; until it is off it keeps it.", name, plan.target)
      : tr("“%1$@” is without the disk %2$@.", name, plan.target)
    var notes = try await notesOnSave()
    if let source = plan.source {
      if plan.deletes == nil {
        notes.append(
          tr(
            "Its data is kept: %1$@. To have it back: neuron-vm disk %2$@ %3$@", source,
            ShellWord(option: "--path", source), ShellWord(name, "add")))
      } else if kept.isEmpty {
        notes.append(tr("Its data is deleted: %1$@.", source))
      }
    }
    return report(
      on: plan.target, outcome, source: plan.source, message, notes: notes, warnings: plan.warnings + kept)
  }

  /// Returns what had to be kept after all, and why.
  private func perform(_ plan: DiskRemovalPlan, within limit: Duration) async throws(NeuronError) -> [String] {
    guard let deleted = plan.deletes else {
      try await detach(plan, within: limit)
      return []
    }
    let undo = UndoAction.removeDetachedDisk(pool: deleted.pool, volume: deleted.volume)
    let transaction = try hypervisor.beginTransaction(tr("delete the disk “%1$@”", deleted.volume))
    try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: undo) }
    do throws(NeuronError) {
      try await detach(plan, within: limit)
    } catch {
      switch error {
      // Nobody knows whether libvirt did it: the journal stays, and the next command looks.
      case .unavailable, .noAnswer: break
      default: try writing { () throws(JournalError) in try transaction.finish() }
      }
      throw error
    }
    // From here on it is finished whatever happens to the task: the machine no longer has it.
    return try await toItsEnd { () async throws(NeuronError) in
      let outcome = await Rollback(hypervisor).undo([undo])
      guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures, cause: nil) }
      try writing { () throws(JournalError) in try transaction.finish() }
      return outcome.kept
    }
  }

  private func detach(_ plan: DiskRemovalPlan, within limit: Duration) async throws(NeuronError) {
    try await detach(
      definition: plan.definition, running: plan.running, device: plan.target, doing: tr("Removing the disk"),
      within: limit)
  }
}
