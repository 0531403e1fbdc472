import MachineModel
import NeuronVM
import Text

/// What all commands that make a machine have in common: show the plan, or perform it, and say what came of it.
struct CreationCommand {
  let plan: CreationPlan
  /// What was told before.
  let notes: [String]
  let options: PlanOptions

  /// - Parameters:
  ///   - hint: Whether to say how the machine is started.
  ///   - make: Performs the plan.
  func run(
    hint: Bool,
    _ make:
      @escaping @Sendable (
        CreationPlan, @escaping @Sendable (CreationProgress) async -> Void
      ) async throws(NeuronError) -> Machine
  ) async throws {
    for remark in plan.remarks { Output.note(remark) }
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    let warnings = notes + plan.remarks + plan.warnings
    if options.dryRun {
      show(warnings)
      return
    }
    let plan = plan
    let machine = try await Interruption.cancelling(saying: tr("Stopping; what was begun is undone …")) {
      try await make(plan) { progress in CreationReport.say(progress) }
    }
    if options.json {
      Output.print(CreatedMachineRecord(try await machine.details(), warnings: warnings))
    } else {
      Output.line(tr("“%1$@” is made.", machine.name))
      if hint { Output.note(tr("Start it with: neuron-vm start %1$@", ShellWord(machine.name))) }
    }
  }

  private func show(_ warnings: [String]) {
    if options.json {
      Output.print(CreationPlanRecord(plan, warnings: warnings))
      return
    }
    Output.document(plan.xml)
    for (number, step) in plan.steps.enumerated() { Output.note("\(number + 1). \(step.title)") }
  }
}
