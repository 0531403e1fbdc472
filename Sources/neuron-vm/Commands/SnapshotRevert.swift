import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct SnapshotRevert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert", abstract: "Make a machine what it was at a snapshot.",
    discussion: "What is lost is named first. The snapshots stay, those that were made later too.")

  @OptionGroup var target: SnapshotArgument

  @Option(help: ArgumentHelp("Make a snapshot of this name of the machine as it is, before.", valueName: "name"))
  var keepNow: String?

  @OptionGroup var confirmation: Confirmation

  func run() async throws {
    try confirmation.check()
    let machine = try await target.target.find()
    let repairs = confirmation.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor)
    let plan = try await machine.revertPlan(to: target.snapshot)
    var keeping: SnapshotCreationPlan?
    if let keepNow { keeping = try await machine.plan(SnapshotRequest(name: keepNow)) }
    for line in SnapshotReport.lines(plan, keeping: keeping) { Output.note(line) }
    if !confirmation.dryRun {
      try confirmation.ask(tr("Make “%1$@” what it was at “%2$@”? [y/N] ", machine.name, plan.snapshot))
      let keeping = keeping
      try await Interruption.finishing(saying: tr("Finishing what was begun …")) {
        try await machine.revert(plan, keepingNow: keeping)
      }
    }
    if confirmation.json {
      Output.print(SnapshotRevertRecord(plan, machine, keeping: keeping, warnings: repairs + plan.warnings))
    } else if !confirmation.dryRun {
      Output.line(
        tr("“%1$@” is what it was at “%2$@”, and is %3$@.", machine.name, plan.snapshot, plan.stateAfter.title))
    }
  }
}
