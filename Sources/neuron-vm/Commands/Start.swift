import ArgumentParser
import MachineModel
import NeuronVM

struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Switch a machine on; a saved one goes on where it was.")

  @OptionGroup var target: LifecycleTarget
  @OptionGroup var patience: TimeoutOption

  @Flag(help: "Stop it before its first instruction.")
  var paused = false

  func run() async throws {
    try await LifecycleRun(target, paused ? .startPaused : .start, limit: patience.limit).perform()
  }
}
