import ArgumentParser
import MachineModel
import NeuronVM

struct Pause: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Stop a machine in place; it keeps its memory.")

  @OptionGroup var target: LifecycleTarget

  func run() async throws {
    try await LifecycleRun(target, .pause).perform()
  }
}
