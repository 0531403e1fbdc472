import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct Rename: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a machine another name.",
    discussion: "The machine has to be off. The files of its disks keep their names.")

  @OptionGroup var target: MachineArgument

  @Argument(help: "The new name.")
  var name: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let machine = try await target.find()
    let outcome = try await Interruption.finishing(saying: tr("Finishing the change …")) {
      try await machine.rename(to: name)
    }
    if json { return Output.print(ChangeOutcomeRecord(name: name, machine.id, outcome)) }
    guard outcome != .unchanged else { return Output.line(tr("“%1$@” is called that already.", name)) }
    Output.line(tr("“%1$@” is called “%2$@” now.", machine.name, name))
    Output.note(tr("The files of its disks keep their names. Take it back with: neuron-vm undo %1$@", ShellWord(name)))
  }
}
