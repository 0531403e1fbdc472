/// A text as an argument of a shell's command line, so that a command that we name can be copied and run.
///
/// Safe characters stay bare; everything else stands in single quotes, in which a POSIX shell expands nothing. What begins
/// with a dash would be taken for an option, and gets `--` in front of it. Therefore the options of a command that we name
/// stand before its arguments, and several arguments of strangers' names are made together.
public struct ShellWord: CustomStringConvertible, Hashable, Sendable {
  /// What is typed.
  public let description: String

  /// Arguments, one behind the other.
  public init(_ texts: String...) {
    let mayBeOption = texts.firstIndex { $0.hasPrefix("-") }
    var words = texts.map(Self.quoted)
    if let mayBeOption { words.insert("--", at: mayBeOption) }
    description = words.joined(separator: " ")
  }

  /// An option with its value, such as `--pool default`.
  public init(option: String, _ value: String) {
    description = option + (value.hasPrefix("-") ? "=" : " ") + Self.quoted(value)
  }

  /// The text as one word, quoted where it needs it; for what stands where no option is looked for.
  public static func quoted(_ text: String) -> String {
    let isSafe = !text.isEmpty && text.utf8.allSatisfy(isSafe)
    return isSafe
      ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:@%+,".utf8.contains(byte)
    }
  }
}
