import ArgumentParser
import NeuronVM

/// A command about one machine that is there.
struct MachineArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The machine's name or UUID.", valueName: "machine"), completion: .machineNames)
  var machine: String

  @OptionGroup var connection: ConnectionOptions

  /// The machine, looked up.
  func find() async throws(NeuronError) -> Machine {
    try await connection.hypervisor().machine(named: machine)
  }
}
