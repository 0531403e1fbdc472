import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct HostRelease: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Give a device back to this computer's own drivers.",
    discussion: """
      Needs root's rights, and asks for them. It ends when the drivers have the device, and its picture and sound are there
      again where they were. What other programs have taken is given back, too.
      """)

  @Argument(help: ArgumentHelp("Any function of the device, such as 0000:01:00.0.", valueName: "address"))
  var address: PCIAddress

  @OptionGroup var options: HandOverOptions

  func run() async throws {
    guard options.dryRun else { return try await HandOver.run(["release", "\(address)"], json: options.json) }
    let (subject, plan) = try options.inspection().returnPlan(address)
    let words =
      plan.steps.isEmpty && plan.problems.isEmpty
      ? tr("It is with the host already: nothing would be changed.")
      : tr("These steps would be taken (the drivers that had it before are remembered by root):")
    try options.print(BindingPlanRecord(subject, plan.steps, plan.problems, notes: plan.notes), words)
  }
}
