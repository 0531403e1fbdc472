import ArgumentParser
import MachineModel
import NeuronVM

struct Reboot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reboot", abstract: "Ask a machine to restart, and wait until it does.")

  @OptionGroup var target: LifecycleTarget
  @OptionGroup var patience: TimeoutOption

  func run() async throws {
    try await LifecycleRun(target, .reboot, limit: patience.limit).perform()
  }
}
