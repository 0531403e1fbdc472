import ArgumentParser
import MachineModel
import NeuronVM

struct Stop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Ask a machine to shut down, and wait until it has.",
    discussion: "When the time is over the machine is left running and the exit code is 7; nothing is forced.")

  @OptionGroup var target: LifecycleTarget
  @OptionGroup var patience: TimeoutOption

  @Flag(help: "Switch it off at once instead; unsaved data in the guest is lost.")
  var force = false

  func run() async throws {
    try await LifecycleRun(target, force ? .forceStop : .stop, limit: patience.limit).perform()
  }
}
