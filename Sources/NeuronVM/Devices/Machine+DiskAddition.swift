import Journal
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Gives the machine a disk, now where its bus can and else from the next start on.
  ///
  /// A new volume is made as a transaction: when the machine cannot have it, nothing is left of it.
  /// Throws `refused` with all that stands in the way; an image of another machine is never taken.
  public func addDisk(_ request: DiskAdditionRequest) async throws(NeuronError) -> DeviceReport {
    let input = DiskAdditionInput(request)
    var made: DiskAdditionPlan?
    let outcome = try await changing(tr("add a disk to “%1$@”", name)) { change throws(NeuronError) in
      let forms = try DeviceForms(change.before)
      let facts = try await DiskAdditionSurvey(machine: self, forms: forms, input: input).facts()
      let plan = try DiskAdditionPlanner(forms: forms, input: input, facts: facts).plan()
      made = plan
      try await perform(plan)
    }
    guard let plan = made else { throw changedMeanwhile }
    return try await report(adding: plan, outcome)
  }

  /// What ``addDisk(_:)`` would come to; nothing is changed.
  public func previewOfAdding(_ request: DiskAdditionRequest) async throws(NeuronError) -> DeviceReport {
    let input = DiskAdditionInput(request)
    let forms = try DeviceForms(try await forms())
    let facts = try await DiskAdditionSurvey(machine: self, forms: forms, input: input).facts()
    let plan = try DiskAdditionPlanner(forms: forms, input: input, facts: facts).plan()
    let isNow = forms.running == nil || plan.forms.contains(.live)
    return try await report(adding: plan, isNow ? .now : .fromNextStart)
  }

  private func report(
    adding plan: DiskAdditionPlan, _ outcome: ChangeOutcome
  ) async throws(NeuronError) -> DeviceReport {
    let message =
      outcome == .fromNextStart
      ? tr("“%1$@” has the disk %2$@ (%3$@) from its next start on.", name, plan.target, plan.source)
      : tr("“%1$@” has the disk %2$@ (%3$@).", name, plan.target, plan.source)
    return report(
      on: plan.target, outcome, source: plan.source, message, notes: plan.notes + (try await notesOnSave()),
      warnings: plan.warnings)
  }

  private func perform(_ plan: DiskAdditionPlan) async throws(NeuronError) {
    guard let volume = plan.volume else { return try await attach(plan) }
    let transaction = try hypervisor.beginTransaction(tr("add a disk to “%1$@”", name))
    do throws(NeuronError) {
      try writing { () throws(JournalError) in
        try transaction.willPerform(
          undoneBy: .removeNewDisk(pool: volume.pool, volume: volume.name, size: volume.size.bytes))
      }
      try await make(volume, transaction)
      if Task.isCancelled { throw .cancelled }
      try await attach(plan)
      try writing { () throws(JournalError) in try transaction.finish() }
    } catch {
      let rollback = Rollback(hypervisor)
      let outcome = await Task { await rollback.undo(transaction.actions) }.value
      guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures, cause: error) }
      try writing { () throws(JournalError) in try transaction.finish() }
      throw error
    }
  }

  private func make(
    _ volume: DiskAdditionPlan.NewVolume, _ transaction: Transaction<UndoAction>
  ) async throws(NeuronError) {
    let definition = DiskVolumeDefinition(name: volume.name, capacity: volume.size, format: volume.format)
    let connection = connection
    do throws(LibvirtError) {
      // To be undone, it must be over.
      try await toItsEnd { () async throws(LibvirtError) in
        let xml = try definition.element.textForLibvirt()
        try await connection.withStoragePool(named: volume.pool, .long) { pool throws(LibvirtError) in
          if volume.startsPool, try !pool.isActive { try pool.start() }
          _ = try pool.createVolume(xml)
        }
      }
    } catch {
      // libvirt says the second of a file that it had not listed: neither is ours, and must not be undone.
      if [.storageVolumeExists, .operationInvalid].contains(error.code) {
        try writing { () throws(JournalError) in try transaction.didNotPerform() }
        if error.code == .storageVolumeExists { throw .refused([.diskTaken(volume.name, pool: volume.pool)]) }
      }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Creating the disk"))
    }
  }

  private func attach(_ plan: DiskAdditionPlan) async throws(NeuronError) {
    // Not cancelled half-way: whether the machine has the disk must be known.
    try await toItsEnd { () async throws(NeuronError) in
      try await asking(tr("Adding the disk"), .long) { domain throws(LibvirtError) in
        try domain.attachDevice(plan.element.textForLibvirt(), to: plan.forms)
      }
    }
  }
}
