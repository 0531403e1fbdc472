import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct Undo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Make a machine what it was before a change.",
    discussion: """
      Without a number the latest change is taken back; “neuron-vm history” numbers them. What changes is shown first, and
      can be undone in turn. A machine that was removed is defined again; disks that went with it are gone.
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "The number of the change.")
  var number: Int?

  @Flag(help: "Define a machine that was removed without the disks that are gone.")
  var withoutDisks = false

  @OptionGroup var confirmation: Confirmation

  func run() async throws {
    try confirmation.check()
    let hypervisor = try await target.connection.hypervisor()
    let repairs = confirmation.dryRun ? [] : await Repair.finishInterrupted(hypervisor)
    let past = try await hypervisor.past(named: target.machine)
    let plan = try await past.undoPlan(number, withoutDisks: withoutDisks)
    var record = ChangeOutcomeRecord(name: plan.entry.name, past.id, .unchanged)
    record.warnings = repairs + plan.warnings
    record.difference = plan.difference.unified
    guard !plan.isEmpty else { return say(record, tr("“%1$@” is so already.", past.name)) }
    Output.note(tr("Takes back: %1$@", plan.entry.title))
    // Of a machine that is gone there is nothing to compare with.
    for line in past.machine == nil ? [] : plan.difference.unified { Output.note(line) }
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    if confirmation.dryRun { return say(record, tr("Nothing was changed.")) }
    try confirmation.ask(
      plan.removal == nil
        ? tr("Make “%1$@” like this again? [y/N] ", past.name) : tr("Remove “%1$@” again? [y/N] ", past.name))
    let outcome = try await Interruption.finishing(saying: tr("Finishing the change …")) {
      try await past.undo(plan)
    }
    record = ChangeOutcomeRecord(name: plan.entry.name, past.id, outcome)
    record.warnings = repairs + plan.warnings
    record.difference = plan.difference.unified
    say(
      record,
      plan.removal == nil
        ? tr("“%1$@” is again what it was before; this %2$@.", plan.entry.name, outcome.title)
        : tr("“%1$@” is removed again.", past.name))
  }

  private func say(_ record: ChangeOutcomeRecord, _ words: String) {
    if confirmation.json { Output.print(record) } else { Output.line(words) }
  }
}
