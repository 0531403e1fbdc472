import ArgumentParser
import MachineModel
import NeuronVM

struct Reset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Press the reset button of a machine.")

  @OptionGroup var target: LifecycleTarget

  func run() async throws {
    try await LifecycleRun(target, .reset).perform()
  }
}
