import ArgumentParser
import MachineModel
import NeuronVM

struct ForceStop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "force-stop", abstract: "Switch a machine off at once, like pulling the plug.")

  @OptionGroup var target: LifecycleTarget

  func run() async throws {
    try await LifecycleRun(target, .forceStop).perform()
  }
}
