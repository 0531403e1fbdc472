import ArgumentParser
import NeuronVM
import Text

struct SnapshotDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove a snapshot; the machine stays as it is.")

  @OptionGroup var target: SnapshotArgument

  @Flag(help: "Remove all snapshots that were made after it, too.")
  var children = false

  @OptionGroup var confirmation: Confirmation

  func run() async throws {
    try confirmation.check()
    let machine = try await target.target.find()
    let repairs = confirmation.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor)
    let plan = try await machine.deletionPlan(ofSnapshot: target.snapshot, withChildren: children)
    for line in SnapshotReport.lines(plan) { Output.note(line) }
    var warnings = repairs
    if !confirmation.dryRun {
      try confirmation.ask(tr("Remove the snapshot “%1$@”? [y/N] ", plan.snapshot))
      let left = try await Interruption.finishing(saying: tr("Finishing the removal …")) {
        try await machine.deleteSnapshot(plan) { Output.note(tr("merged: %1$@ %", Int($0 * 100))) }
      }
      for sentence in left { Output.note(tr("warning: %1$@", sentence)) }
      warnings += left
    }
    if confirmation.json {
      Output.print(SnapshotDeletionRecord(plan, machine, warnings: warnings))
    } else if !confirmation.dryRun {
      Output.line(
        plan.removes.count == 1
          ? tr("The snapshot “%1$@” is removed.", plan.snapshot)
          : tr("%1$@ snapshots are removed.", plan.removes.count))
    }
  }
}
