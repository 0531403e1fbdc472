import NeuronVM
import Text

/// What `tune` prints.
enum TuningReport {
  /// Shows a plan.
  static func show(_ plan: TuningPlan, of machine: Machine) {
    for line in plan.words { Output.line(line) }
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    for line in plan.difference.unified { Output.note(line) }
  }

  /// What has come of it; an outcome of nil is a dry run.
  static func conclusion(_ plan: TuningPlan, _ outcome: ChangeOutcome?, of machine: Machine) -> String {
    if plan.isEmpty { return tr("“%1$@” is so already.", machine.name) }
    guard let outcome else {
      return tr("Nothing was changed. To do it: neuron-vm tune %1$@ --apply", ShellWord(machine.name))
    }
    return plan.layout == nil
      ? tr("“%1$@” is no longer tuned; this %2$@.", machine.name, outcome.title)
      : tr(
        "“%1$@” is tuned; this %2$@. To take it back: neuron-vm tune %3$@ --revert", machine.name, outcome.title,
        ShellWord(machine.name))
  }
}
