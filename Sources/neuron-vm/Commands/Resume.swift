import ArgumentParser
import MachineModel
import NeuronVM

struct Resume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Let a paused machine go on, or wake a sleeping one.")

  @OptionGroup var target: LifecycleTarget

  func run() async throws {
    try await LifecycleRun(target, .resume).perform()
  }
}
