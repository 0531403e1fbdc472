import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text

extension Machine {
  /// The door through which every change of an existing machine goes.
  ///
  ///     let outcome = try await machine.changing(tr("insert %1$@ into “%2$@”", iso, machine.name)) {
  ///       change throws(NeuronError) in
  ///       try await machine.asking(tr("Inserting the medium")) { domain throws(LibvirtError) in
  ///         try domain.updateDevice(xml, in: change.target)
  ///       }
  ///     }
  ///
  /// It gives the body: a lock, so that no other command of ours changes the machine at the same time; the machine as it
  /// is just before (``MachineChange/before``), to decide from under the lock; and, when the definition is another
  /// afterwards, an entry in the history, with which `neuron-vm undo` brings the former one back. The entry is on the disk
  /// before the body begins, so a change is never without one, however the process ends.
  ///
  /// The body uses libvirt's device-level calls, or ``MachineChange/define(_:madeFrom:validates:)`` where there is none. It
  /// does not call `changing` again for the same machine, and asks nobody: a person may take hours. What fails in the
  /// middle it undoes itself.
  ///
  /// Throws `refused` with `machine.busy` when another command holds the machine for longer than `patience`, and with
  /// `machine.transient` for a machine without a definition; `machineNotFound` for one that has gone; and what the body
  /// throws.
  ///
  /// - Parameters:
  ///   - title: What is done, such as “set the memory of “win11””; shown to who waits for it, and in the history.
  ///   - patience: How long to wait for another command.
  ///   - body: Does it.
  func changing(
    _ title: String, within patience: Duration = .seconds(30),
    _ body: (MachineChange) async throws(NeuronError) -> Void
  ) async throws(NeuronError) -> ChangeOutcome {
    try await locked(for: title, within: patience) { () async throws(NeuronError) in
      let before = try await forms()
      let history = hypervisor.history(of: id)
      let entry = try history.begin(title, before: before, kind: .change)
      do throws(NeuronError) {
        try await body(MachineChange(machine: self, before: before))
      } catch {
        await settle(entry, in: history, after: error)
        throw error
      }
      // Cancelled or not: what was done is told as it is.
      return try await toItsEnd { () async throws(NeuronError) in
        let after = try await forms()
        try history.finish(entry, as: after.definition)
        hypervisor.pruneHistories()
        return try ChangeOutcome(from: before, to: after)
      }
    }
  }

  /// Runs `body` while no other command of ours changes the machine.
  func locked<Value>(
    for title: String, within patience: Duration = .seconds(30),
    _ body: () async throws(NeuronError) -> Value
  ) async throws(NeuronError) -> Value {
    let path = hypervisor.statePath("locks") + "/" + id.uuidString.lowercased() + ".lock"
    let taken: FileLock?
    do throws(JournalError) {
      taken = try await FileLock.take(path, for: title, within: patience)
    } catch {
      throw NeuronError(error)
    }
    guard let lock = taken else {
      if Task.isCancelled { throw .cancelled }
      throw busy(FileLock.holder(of: path))
    }
    defer { lock.release() }
    return try await body()
  }

  /// The machine at this moment.
  ///
  /// Throws `refused` with `machine.transient` when it has no definition.
  func forms() async throws(NeuronError) -> MachineForms {
    let forms = try await asking(tr("Reading the definition")) { domain throws(LibvirtError) -> MachineForms? in
      guard try domain.isPersistent else { return nil }
      let definition = MachineDefinition(
        xml: try domain.xml(.inactive), startsAutomatically: (try? domain.startsAutomatically) ?? false)
      return MachineForms(
        name: try domain.name, definition: definition, running: try domain.isActive ? try domain.xml() : nil,
        isSaved: (try? domain.hasManagedSave) ?? false)
    }
    guard let forms else { throw transient }
    return forms
  }

  /// After a failure: keeps the entry only when the definition is another all the same.
  private func settle(_ entry: HistoryEntry, in history: MachineHistory, after error: NeuronError) async {
    switch error {
    // Nobody knows whether libvirt still does it: the entry stays open, and the next change looks.
    case .unavailable, .noAnswer, .cancelled: return
    default: break
    }
    await Task {
      guard let after = try? await forms() else { return }
      try? history.finish(entry, as: after.definition)
    }.value
  }

  /// Somebody else has changed the machine since it was looked at.
  var changedMeanwhile: NeuronError {
    .refused([
      Problem(
        code: "machine.changed", message: tr("“%1$@” has changed meanwhile, so nothing was done.", name),
        remedy: tr("Look at it, and try again: neuron-vm show %1$@", ShellWord(name)))
    ])
  }

  private var transient: NeuronError {
    .refused([
      Problem(
        code: "machine.transient",
        message: tr(
          "“%1$@” was started by another tool without being defined, and is gone when it stops; it is not changed.",
          name),
        remedy: tr(
          "Define it first: virsh dumpxml --inactive %1$@ > machine.xml, then virsh define machine.xml", ShellWord(name)
        ))
    ])
  }

  private func busy(_ holder: FileLock.Holder?) -> NeuronError {
    let message =
      holder.map { tr("“%1$@” is in use by process %2$@: %3$@.", name, $0.process, $0.title) }
      ?? tr("“%1$@” is in use by another neuron-vm.", name)
    return .refused([Problem(code: "machine.busy", message: message, remedy: tr("Try again when that is over."))])
  }
}
