import ArgumentParser
import NeuronVM
import Synchronization

/// The commands that our words name, so that they reach the same hypervisor when they are pasted into a shell.
///
/// Remedies are written without a connection; here, and nowhere else, the one that the user chose is added.
struct PastedCommands {
  /// What stands behind `--connect`; nil where it is not needed.
  let connection: String?
  /// The address for other programs; nil where it is not needed.
  let address: String?

  private static let chosen = Mutex<PastedCommands>(PastedCommands(connection: nil, address: nil))

  /// Keeps what the user chose for this command.
  ///
  /// - Parameter given: What stood behind `--connect`, as typed.
  static func remember(_ given: String?, _ choice: ConnectionChoice) {
    let usual = try? ConnectionChoice(naming: nil)
    let needsOption = given != nil && choice != usual
    let commands = PastedCommands(connection: needsOption ? given : nil, address: choice.uri)
    chosen.withLock { $0 = commands }
  }

  /// The text, its commands leading to the hypervisor of this command.
  static func here(_ text: String) -> String {
    guard text.contains("neuron-vm ") || text.contains("virsh ") else { return text }
    return chosen.withLock { $0 }.completed(text)
  }

  /// The text with the connection in each command that takes one.
  func completed(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = Self.nextCommand(in: rest) {
      result += rest[..<found.end]
      rest = rest[found.end...]
      switch found.program {
      case .ours: if let connection { result += " --connect " + Self.escaped(connection) }
      case .virsh:
        guard let address else { continue }
        // root's session is another one than the user's.
        if ConnectionChoice(named: address).isSession, result.hasSuffix("sudo virsh") {
          result.removeLast("sudo virsh".count)
          result += "virsh"
        }
        result += " -c " + Self.escaped(address)
      }
    }
    return result + rest
  }

  private enum Program {
    case ours
    case virsh
  }

  /// The first command that takes a connection, and where its option may stand.
  private static func nextCommand(in text: Substring) -> (program: Program, end: Substring.Index)? {
    var rest = text
    while let range = [rest.firstRange(of: "neuron-vm "), rest.firstRange(of: "virsh ")].compactMap(\.self)
      .min(by: { $0.lowerBound < $1.lowerBound })
    {
      // Part of a longer word, such as a path or another program's name.
      let isWord = range.lowerBound == text.startIndex || !isPartOfWord(text[text.index(before: range.lowerBound)])
      if isWord, rest[range] == "virsh " {
        let next = rest[range.upperBound...].first
        // One that says itself where it goes is left as it is.
        if let next, next.isASCII, next.isLetter { return (.virsh, rest.index(before: range.upperBound)) }
      } else if isWord, let end = endOfVerb(in: rest[range.upperBound...]), !rest[end...].hasPrefix(" --connect ") {
        return (.ours, end)
      }
      rest = rest[range.upperBound...]
    }
    return nil
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-_./".contains(character)
  }

  /// Behind the words that name a command, when that command takes `--connect`; nil otherwise.
  private static func endOfVerb(in text: Substring) -> Substring.Index? {
    var command: any ParsableCommand.Type = NeuronVMCommand.self
    var path: [String] = []
    var rest = text
    var end = text.startIndex
    while !command.configuration.subcommands.isEmpty {
      let word = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == word }) else { return nil }
      command = next
      path.append(String(word))
      end = word.endIndex
      rest = rest[end...].dropFirst(rest[end...].first == " " ? 1 : 0)
    }
    return isWithoutConnection(path) ? nil : end
  }

  /// Whether a command speaks to no hypervisor, and so has no `--connect`.
  static func isWithoutConnection(_ path: [String]) -> Bool {
    switch path.first {
    case "connections": true
    case "template": path.last != "render"
    case "host": !["check", "show"].contains(path.last)
    default: false
    }
  }

  /// The text for a shell, without quotes: a command may stand inside the quoted name of a machine, where a quote would
  /// end the quoting of the rest.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/", ":", "@", "%", "+", ",":
        result.unicodeScalars.append(scalar)
      // In an address both mean the same.
      case "'": result += "%27"
      case "\u{0}"..."\u{20}", "\u{7F}"...: break
      default:
        result += "\\"
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
