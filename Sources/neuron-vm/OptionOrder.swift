import ArgumentParser
import MachineModel
import NeuronVM
import Text

/// Options that stand before the command, where none belongs.
enum OptionOrder {
  /// Says how the line should be; nil when nothing is before the command.
  ///
  /// - Parameter arguments: The command line, without the program.
  static func hint(for arguments: [String]) -> String? {
    let groups = NeuronVMCommand.configuration.groupedSubcommands
    let commands = groups.flatMap { $0.subcommands }.compactMap { $0.configuration.commandName }
    guard arguments.first?.hasPrefix("-") == true,
      let place = arguments.firstIndex(where: commands.contains), place > 0
    else { return nil }
    var words = ["neuron-vm", arguments[place]]
    // “template list” and its like are two words.
    var rest = arguments[(place + 1)...]
    if ["template", "host", "gpu", "pci"].contains(arguments[place]), let second = rest.first {
      words.append(second)
      rest = rest.dropFirst()
    }
    words += arguments[..<place] + rest
    return tr(
      "Options stand behind the command: %1$@", words.map { ShellWord($0).description }.joined(separator: " "))
  }
}
