import ArgumentParser
import NeuronVM

@main
struct NeuronVMCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "neuron-vm", version: NeuronVM.version)
}
