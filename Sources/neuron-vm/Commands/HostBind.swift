import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct HostBind: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bind", abstract: "Take a device from this computer for machines, with all its functions.",
    discussion: """
      Needs root's rights, and asks for them. Refused as “gpu check” refuses; whoever uses the device is named. Nothing of
      it outlives a restart of the computer.
      """)

  @Argument(help: ArgumentHelp("Any function of the device, such as 0000:01:00.0.", valueName: "address"))
  var address: PCIAddress

  @Option(
    help: ArgumentHelp(
      "Do not refuse this device because the host needs it: you can get into this computer without it.",
      valueName: "address"))
  var iHaveAnotherWayIn: [PCIAddress] = []

  @OptionGroup var options: HandOverOptions

  func run() async throws {
    guard options.dryRun else {
      let others = iHaveAnotherWayIn.flatMap { ["--i-have-another-way-in", "\($0)"] }
      return try await HandOver.run(["bind", "\(address)"] + others, json: options.json)
    }
    let plan = try options.inspection().bindingPlan(address, anotherWayIn: Set(iHaveAnotherWayIn))
    let words =
      plan.isDone ? tr("It is a machine's already: nothing would be changed.") : tr("These steps would be taken:")
    try options.print(
      BindingPlanRecord(plan.subject, plan.steps, plan.problems, notes: plan.notes.map(\.message)), words)
  }
}
