import ArgumentParser
import MachineModel
import NeuronVM
import Text

/// Words of a command line that stand in another order than they should.
enum OptionOrder {
  /// Says how the line should be; nil when that is not what is wrong with it.
  ///
  /// - Parameter arguments: The command line, without the program.
  static func hint(for arguments: [String]) -> String? {
    if let words = withMachineFirst(arguments) {
      return tr("The machine stands before what is done: %1$@", line(words))
    }
    let commands = NeuronVMCommand.configuration.groupedSubcommands.flatMap { $0.subcommands }
    func command(_ word: String) -> (any ParsableCommand.Type)? {
      commands.first { $0.configuration.commandName == word }
    }
    guard arguments.first?.hasPrefix("-") == true,
      let place = arguments.firstIndex(where: { command($0) != nil }), place > 0
    else { return nil }
    var words = ["neuron-vm", arguments[place]]
    // “template list” and its like are two words.
    var rest = arguments[(place + 1)...]
    if command(arguments[place])?.configuration.subcommands.isEmpty == false, let second = rest.first {
      words.append(second)
      rest = rest.dropFirst()
    }
    words += arguments[..<place] + rest
    return tr("Options stand behind the command: %1$@", line(words))
  }

  /// `disk add win11` means `disk win11 add`; nil for anything else.
  private static func withMachineFirst(_ arguments: [String]) -> [String]? {
    let actions: [String]
    switch arguments.first {
    case "disk": actions = DiskCommand.Action.allCases.map(\.rawValue)
    case "cdrom": actions = CDROM.Action.allCases.map(\.rawValue)
    case "share": actions = Share.Action.allCases.map(\.rawValue)
    default: return nil
    }
    guard arguments.count > 2, actions.contains(arguments[1]), !actions.contains(arguments[2]),
      !arguments[2].hasPrefix("-")
    else { return nil }
    return ["neuron-vm", arguments[0], arguments[2], arguments[1]] + arguments.dropFirst(3)
  }

  private static func line(_ words: [String]) -> String {
    words.map(ShellWord.quoted).joined(separator: " ")
  }
}
