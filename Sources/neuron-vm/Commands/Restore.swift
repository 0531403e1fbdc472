import ArgumentParser
import MachineModel
import NeuronVM

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Let a saved machine go on where it was.")

  @OptionGroup var target: LifecycleTarget

  func run() async throws {
    try await LifecycleRun(target, .restore).perform()
  }
}
