import Hardware
import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// Decides on which cores and in which memory the machine runs best; nothing is changed.
  ///
  /// Throws `refused` with everything that stands in the way, and for a machine on another computer, whose processor
  /// cannot be looked into from here.
  ///
  /// - Parameter root: A folder with a saved host, which is then meant; nil for this computer.
  public func tuningPlan(hostRoot root: String? = nil) async throws(NeuronError) -> TuningPlan {
    let facts = try await tuningFacts(hostRoot: root)
    return try TuningPlanner.plan(facts, before: try await forms())
  }

  /// Decides how tuning is taken back; nothing is changed.
  ///
  /// Throws `refused` with `tune.none` when the machine is not tuned.
  public func tuningReversal() async throws(NeuronError) -> TuningPlan {
    try TuningPlanner.reversal(before: try await forms(), isSaved: try await isSaved)
  }

  /// Tunes the machine as planned, from its next start on when it runs.
  ///
  /// What is replaced is kept in the machine's metadata, in the same step. Throws `machine.changed` when the plan was
  /// made from another definition than the machine has now, or for another host.
  public func tune(_ plan: TuningPlan) async throws(NeuronError) -> ChangeOutcome {
    let facts = try await tuningFacts(hostRoot: nil)
    return try await define(plan, tr("tune “%1$@”", name)) { before throws(NeuronError) in
      try TuningPlanner.plan(facts, before: before)
    }
  }

  /// Takes tuning back as planned.
  public func revertTuning(_ plan: TuningPlan) async throws(NeuronError) -> ChangeOutcome {
    let isSaved = try await isSaved
    return try await define(plan, tr("take the tuning of “%1$@” back", name)) { before throws(NeuronError) in
      try TuningPlanner.reversal(before: before, isSaved: isSaved)
    }
  }

  private func define(
    _ plan: TuningPlan, _ title: String, _ again: (MachineForms) throws(NeuronError) -> TuningPlan
  ) async throws(NeuronError) -> ChangeOutcome {
    try await changing(title) { change throws(NeuronError) in
      // What was shown is what is done.
      guard try again(change.before) == plan else { throw changedMeanwhile }
      guard let definition = plan.definition else { return }
      try await change.define(try definition.definitionText())
    }
  }

  private var isSaved: Bool {
    get async throws(NeuronError) {
      try await asking(tr("Reading the state")) { domain throws(LibvirtError) in (try? domain.hasManagedSave) ?? false }
    }
  }

  private func tuningFacts(hostRoot root: String?) async throws(NeuronError) -> TuningFacts {
    guard hypervisor.choice.isLocal else {
      throw .refused([
        Problem(
          code: "tune.elsewhere",
          message: tr("How the processor of another computer is built cannot be seen from here."),
          remedy: tr(
            "Run this on %1$@: neuron-vm tune %2$@", hypervisor.choice.host ?? tr("that computer"), ShellWord(name)))
      ])
    }
    let devices = Set(try await description().pciDevices)
    var facts = TuningFacts()
    do throws(HostRootError) {
      facts.host = HostReader(try HostRoot(root ?? "/")).processorsAndMemory(near: devices)
    } catch {
      throw NeuronError(error)
    }
    facts.isSession = hypervisor.choice.isSession
    facts.isSaved = try await isSaved
    for summary in try await hypervisor.machines() where summary.id != id {
      let other = Machine(hypervisor: hypervisor, id: summary.id, name: summary.name)
      do throws(NeuronError) {
        facts.others.append(TuningFacts.OtherMachine(other.name, try Element(definition: try await other.definition())))
      } catch {
        // It has gone meanwhile.
        guard case .machineNotFound = error else { throw error }
      }
    }
    return facts
  }
}
