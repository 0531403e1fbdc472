import ArgumentParser
import MachineModel
import NeuronVM

struct Save: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Write a machine's memory to disk and switch it off.")

  @OptionGroup var target: LifecycleTarget

  func run() async throws {
    try await LifecycleRun(target, .save).perform()
  }
}
