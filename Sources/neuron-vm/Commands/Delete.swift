import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct Delete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a machine and its disks.",
    discussion: "Everything that goes is named first. ISOs and disks that another machine uses stay.")

  @OptionGroup var target: MachineArgument

  @Flag(help: "Keep all disks.")
  var keepDisks = false

  @OptionGroup var confirmation: Confirmation

  func run() async throws {
    try confirmation.check()
    let machine = try await target.find()
    let repairs = confirmation.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor)
    let plan = try await machine.deletionPlan(keepsDisks: keepDisks)
    for line in DeletionReport.lines(plan) { Output.note(line) }
    if confirmation.dryRun {
      if confirmation.json { Output.print(DeletionPlanRecord(plan, warnings: [])) }
      return
    }
    try confirmation.ask(tr("Remove “%1$@”? [y/N] ", machine.name))
    // The user agreed to what was shown, and to nothing else.
    guard try await machine.deletionPlan(keepsDisks: keepDisks) == plan else {
      throw NeuronError.refused([
        Problem(
          code: "machine.changed", message: tr("“%1$@” has changed meanwhile, so nothing was removed.", machine.name),
          remedy: tr("Look again: neuron-vm delete --dry-run %1$@", ShellWord(machine.name)))
      ])
    }
    let kept = try await Interruption.finishing(saying: tr("Finishing the removal …")) {
      try await machine.delete(plan)
    }
    if confirmation.json {
      Output.print(DeletionPlanRecord(plan, warnings: repairs + kept))
    } else {
      for reason in kept { Output.note(reason) }
      Output.line(tr("“%1$@” is removed.", machine.name))
    }
  }
}
