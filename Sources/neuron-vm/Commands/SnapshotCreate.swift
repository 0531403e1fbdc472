import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct SnapshotCreate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Keep a machine as it is now.",
    discussion: """
      Of a machine that is off, its disks are kept; of one that runs, its memory too, where libvirt can.
      What is in the snapshot and what is not is named first. It lies where the disk lies: it is no backup.
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: ArgumentHelp("The snapshot's name; without it, the time.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("What you want to remember about it.", valueName: "text"))
  var description: String?

  @Flag(help: "Leave the memory of a running machine out.")
  var disksOnly = false

  @Flag(help: "Let the QEMU guest agent freeze the guest's file systems meanwhile; implies --disks-only.")
  var quiesce = false

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let machine = try await target.find()
    let repairs = options.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor)
    var request = SnapshotRequest(name: name, text: description)
    (request.withoutMemory, request.quiesces) = (disksOnly, quiesce)
    let plan = try await machine.plan(request)
    for line in SnapshotReport.lines(plan) { Output.note(line) }
    if !options.dryRun {
      try await Interruption.cancelling(saying: tr("Stopping; libvirt finishes the snapshot, and then it is removed …"))
      {
        try await machine.createSnapshot(plan)
      }
    }
    if options.json {
      Output.print(SnapshotCreationRecord(plan, machine, warnings: repairs + plan.warnings))
    } else if !options.dryRun {
      Output.line(tr("“%1$@” is kept as “%2$@”.", machine.name, plan.name))
      Output.note(
        tr(
          "Go back with: neuron-vm snapshot revert %1$@", ShellWord(machine.name, plan.name.description)))
    }
  }
}
