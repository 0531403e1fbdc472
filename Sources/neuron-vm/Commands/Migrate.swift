import ArgumentParser
import NeuronVM
import Text

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Move a machine to another computer.",
    discussion: """
      A machine that runs goes on running; its definition moves along. All checks come first, and whatever fails, or when \
      you press Ctrl-C, it stays where it is.
      Example: neuron-vm migrate win11 qemu+ssh://me@office/system --copy-storage
      """)

  @OptionGroup var target: MachineArgument

  @Argument(
    help: ArgumentHelp("Where to: an address, or a name of “neuron-vm connections”.", valueName: "to"),
    completion: .connectionNames)
  var destination: String

  @OptionGroup var wishes: MigrationOptions
  @OptionGroup var time: MigrationTimeout

  @OptionGroup var options: PlanOptions

  func run() async throws {
    let machine = try await target.find()
    let receiver = try await Hypervisor.connect(to: ConnectionChoice(naming: destination))
    let repairs =
      options.dryRun ? [] : await Repair.finishInterrupted(machine.hypervisor) + Repair.finishInterrupted(receiver)
    let plan = try await machine.migrationPlan(to: receiver, wishes.request)
    for warning in plan.warnings { Output.note(tr("warning: %1$@", warning)) }
    if options.dryRun {
      for (number, step) in plan.steps.enumerated() { Output.note("\(number + 1). \(step.title)") }
      if options.json { Output.print(MigrationPlanRecord(plan, warnings: plan.warnings)) }
      return
    }
    let report = MigrationReport()
    let moved = try await Interruption.cancelling(saying: tr("Stopping; the machine stays where it is …")) {
      try await machine.migrate(plan, to: receiver, wishes.request, within: time.limit) { report.say($0) }
    }
    if options.json {
      Output.print(MigrationPlanRecord(plan, warnings: repairs + plan.warnings, state: try await moved.state()))
      return
    }
    Output.line(tr("“%1$@” is at %2$@ now.", moved.name, plan.target))
    for path in plan.leftBehind { Output.note(tr("Still at the former place, and no longer used: %1$@", path)) }
  }
}
