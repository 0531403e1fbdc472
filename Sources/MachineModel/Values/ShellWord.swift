/// A text as one word of a shell's command line, so that a command that we name can be copied and run.
///
/// Safe characters stay bare; everything else stands in single quotes, in which a POSIX shell expands nothing.
public struct ShellWord: CustomStringConvertible, Hashable, Sendable {
  /// The word as it is typed.
  public let description: String

  /// Quotes a text where it needs it.
  public init(_ text: String) {
    let isSafe = !text.isEmpty && text.utf8.allSatisfy(Self.isSafe)
    description =
      isSafe
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
