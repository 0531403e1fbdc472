import MachineModel
import NeuronVM
import Text

/// What `tune` prints.
enum TuningReport {
  /// Shows a plan.
  static func show(_ plan: TuningPlan) {
    for line in plan.words { Output.line(line) }
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    for line in plan.difference.unified { Output.note(line) }
  }

  /// Says what has come of it, and what can be done next; an outcome of nil is a dry run.
  static func conclude(_ plan: TuningPlan, _ outcome: ChangeOutcome?, of machine: Machine) {
    if plan.isEmpty { return Output.line(tr("“%1$@” is so already.", machine.name)) }
    guard let outcome else {
      Output.line(tr("Nothing was changed."))
      return Output.note(tr("Do it with: neuron-vm tune --apply %1$@", ShellWord(machine.name)))
    }
    guard plan.layout != nil else {
      return Output.line(tr("“%1$@” is no longer tuned; this %2$@.", machine.name, outcome.title))
    }
    Output.line(tr("“%1$@” is tuned; this %2$@.", machine.name, outcome.title))
    Output.note(tr("Take it back with: neuron-vm tune --revert %1$@", ShellWord(machine.name)))
  }
}
