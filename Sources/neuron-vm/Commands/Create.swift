import ArgumentParser
import NeuronVM
import Text

struct Create: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a machine from a template.",
    discussion: """
      All or nothing: when anything fails, or you press Ctrl-C, what was made is removed again.
      Example: neuron-vm create win11 --template windows11-basic --memory 8G --vcpus 4 --disk 64G --iso win11.iso --start
      """)

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var wishes: CreationOptions

  @Flag(help: "Show the definition and the steps, and do nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let request = wishes.request
    let hypervisor = try await connection.hypervisor()
    let repairs = dryRun ? [] : await Repair.finishInterrupted(hypervisor)
    let plan = try await hypervisor.plan(request)
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    let warnings = repairs + plan.warnings
    if dryRun {
      show(plan, warnings)
      return
    }
    let machine = try await Interruption.cancelling(saying: tr("Stopping; what was begun is undone …")) {
      try await hypervisor.create(plan) { progress in CreationReport.say(progress) }
    }
    if json {
      Output.print(CreatedMachineRecord(try await machine.details(), warnings: warnings))
    } else {
      Output.line(tr("“%1$@” is made.", machine.name))
      if !wishes.start { Output.note(tr("Start it with: neuron-vm start %1$@", ShellWord(machine.name))) }
    }
  }

  private func show(_ plan: CreationPlan, _ warnings: [String]) {
    if json {
      Output.print(CreationPlanRecord(plan, warnings: warnings))
      return
    }
    Output.document(plan.xml)
    for (number, step) in plan.steps.enumerated() { Output.note("\(number + 1). \(step.title)") }
  }
}
