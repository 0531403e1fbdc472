import ArgumentParser
import NeuronVM
import Text

struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a machine that is off into a file.",
    discussion: """
      The file holds the definition, the disks and the firmware's variables, with checksums; “neuron-vm import” makes
      the machine again, on another host too.
      Example: neuron-vm export win11 /mnt/usb/win11.nvm
      """)

  @OptionGroup var target: MachineArgument

  @Argument(help: "The file to write.", completion: .file())
  var file: String

  @Flag(help: "Replace a file of that name.")
  var force = false

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let machine = try await target.find()
    let repairs = options.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor)
    let plan = try await machine.exportPlan(to: file, replaces: force)
    for reason in plan.leftOut { Output.note(tr("Not in it: %1$@", reason)) }
    if !options.dryRun {
      try await Interruption.cancelling(saying: tr("Stopping; what was begun is undone …")) {
        try await machine.export(plan) { progress in ExportReport.say(progress) }
      }
    }
    if options.json {
      Output.print(ExportRecord(plan, warnings: repairs))
    } else if options.dryRun {
      for part in plan.parts { Output.line(part) }
    } else {
      Output.line(tr("“%1$@” is in %2$@.", machine.name, plan.path))
    }
  }
}
