import Journal
import Libvirt
import MachineModel
import Text

extension Hypervisor {
  /// Finds what removing an ISO would take away; nothing is changed.
  ///
  /// Throws `refused` when there is none of that name, there are several, a machine uses it, or it is being copied.
  ///
  /// - Parameter pool: The storage pool; nil when the name is enough.
  public func isoRemovalPlan(_ text: String, pool: String?) async throws(NeuronError) -> ISORemovalPlan {
    let library = ISOLibrary(hypervisor: self)
    let shelves = try await library.shelves().filter { pool == nil || $0.pool == pool }
    for name in [text, text + ".iso"] {
      var matches: [(shelf: ISOLibrary.Shelf, companions: [ISOCompanionFile])] = []
      for shelf in shelves where shelf.volumes[name]?.isISO == true || shelf.isUnfinished(name) {
        let companions = await library.companions(of: name, on: shelf)
        // Others have files with the ending of our notes too, beside disks, and a disk is no ISO whatever lies beside it.
        guard shelf.volumes[name]?.isISO ?? companions.contains(where: { $0.kind == .note }) else { continue }
        matches.append((shelf, companions))
      }
      guard let (shelf, companions) = matches.first else { continue }
      guard matches.count == 1 else {
        throw .refused([
          Problem(
            code: "iso.ambiguous", message: tr("There are several ISOs “%1$@”.", name),
            remedy: tr("Say which with --pool: %1$@", matches.map(\.shelf.pool).joined(separator: ", ")))
        ])
      }
      guard let facts = shelf.volumes[name] ?? shelf.volumes[name + ISONote.ending] else { continue }
      let plan = ISORemovalPlan(
        name: name, pool: shelf.pool, path: facts.path, size: shelf.volumes[name]?.size ?? 0, isOurs: shelf.isOurs,
        companions: companions)
      try await check(plan, on: shelf, library)
      return plan
    }
    throw .isoNotFound(text)
  }

  private func check(
    _ plan: ISORemovalPlan, on shelf: ISOLibrary.Shelf, _ library: ISOLibrary
  ) async throws(NeuronError) {
    if let facts = shelf.volumes[plan.name + ISONote.ending], await library.note(facts)?.isUnderWay == true {
      throw .refused([
        Problem(
          code: "iso.busy", message: tr("“%1$@” is being copied right now.", plan.name),
          remedy: tr("Stop the copying first, with Ctrl-C where it runs."))
      ])
    }
    let owners = DiskOwners(self)
    let answer = try await asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await owners.owners()
    }
    var problems = answer.uses(of: [owners.key(plan.path), plan.pool + "/" + plan.name]).map { use in
      Problem(
        code: "iso.inUse", message: tr("“%1$@” stays: %2$@.", plan.name, use.reason), remedy: use.remedyForMedium)
    }
    // Nobody knows what they go on with.
    problems += answer.unreadableSaves.map { machine in
      Problem(
        code: "iso.inUse",
        message: tr("It cannot be told whether the saved memory of the machine “%1$@” goes on with it.", machine),
        remedy: FileUse(machine: machine, role: .savedMemory).remedyForMedium)
    }
    guard problems.isEmpty else { throw .refused(problems) }
  }

  /// Removes an ISO as planned, with its checksum; once begun, it is finished by the next command after a crash.
  ///
  /// Throws `refused` with `iso.changed` when it is another than was planned, and with `iso.busy` when it is being copied.
  public func removeISO(_ plan: ISORemovalPlan) async throws(NeuronError) {
    let title = tr("remove the ISO “%1$@”", plan.name)
    try await ISOLibrary(hypervisor: self).locked(plan.name, in: plan.pool, for: title) {
      () async throws(NeuronError) in
      // A person may have thought about it for hours.
      guard try await isoRemovalPlan(plan.name, pool: plan.pool) == plan else {
        throw .refused([
          Problem(
            code: "iso.changed", message: tr("“%1$@” has changed meanwhile, so nothing was removed.", plan.name),
            remedy: tr("Look again: neuron-vm iso remove --dry-run %1$@", ShellWord(plan.name)))
        ])
      }
      try await remove(plan)
    }
  }

  private func remove(_ plan: ISORemovalPlan) async throws(NeuronError) {
    let transaction = try beginTransaction(tr("remove the ISO “%1$@”", plan.name))
    let action = UndoAction.removeISO(pool: plan.pool, name: plan.name, companions: plan.companions)
    try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: action) }
    let volumes = PoolVolumes(hypervisor: self, pool: plan.pool)
    do throws(NeuronError) {
      try await volumes.remove(plan.name)
      for companion in plan.companions { try await volumes.remove(plan.name + companion.kind.ending) }
    } catch {
      switch error {
      // Nobody knows whether libvirt did it: the journal stays, and the next command looks.
      case .unavailable, .noAnswer, .cancelled: break
      default: try writing { () throws(JournalError) in try transaction.finish() }
      }
      throw error
    }
    try writing { () throws(JournalError) in try transaction.finish() }
  }
}

extension FileUse {
  /// What frees a medium from this use.
  fileprivate var remedyForMedium: String {
    switch role {
    case .device: tr("Take it out of the drive first: neuron-vm cdrom %1$@ eject", ShellWord(machine))
    case .savedMemory:
      tr(
        "Let it go on, and shut it down: neuron-vm restore %1$@, then neuron-vm stop %1$@", ShellWord(machine))
    case .snapshot(let name):
      tr("Remove that snapshot first: neuron-vm snapshot delete %1$@", ShellWord(machine, name))
    }
  }
}
