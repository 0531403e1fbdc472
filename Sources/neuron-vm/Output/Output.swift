import FoundationEssentials
import SystemPackage

/// The two streams of the program.
///
/// Each write reaches the stream at once, so that a pipe sees a line when it happens.
enum Output {
  /// Writes to standard output.
  static func text(_ text: String) { write(text, to: .standardOutput) }

  /// Writes a line to standard output, with control characters made visible.
  static func line(_ text: String) { write(printable(text) + "\n", to: .standardOutput) }

  /// Writes to standard error.
  static func error(_ text: String) { write(text, to: .standardError) }

  /// Writes a line to standard error that begins with “warning: ”.
  static func note(_ text: String) { write(printable(text) + "\n", to: .standardError) }

  /// Writes a value as JSON and a line end to standard output.
  static func print(_ value: some Encodable) { text(json(value) + "\n") }

  /// A value as JSON, its keys sorted, over several lines.
  static func json(_ value: some Encodable, onOneLine: Bool = false) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !onOneLine { encoder.outputFormatting.insert(.prettyPrinted) }
    // Every value we print is made of texts, finite numbers and lists of them: encoding cannot fail.
    guard let data = try? encoder.encode(value) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  /// The text with control characters replaced, line ends and tabs excepted: names come from other tools, and a
  /// terminal obeys what it is sent.
  static func printable(_ text: String) -> String {
    guard !isPlain(text), text.unicodeScalars.contains(where: isUnsafe) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { isUnsafe($0) ? "\u{FFFD}" : $0 }))
  }

  /// Whether a text is only visible ASCII and spaces, as nearly all are: each byte is then one column.
  static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { 0x20..<0x7F ~= $0 } }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar != "\n" && scalar != "\t"
    // Bidirectional overrides make a name read as another.
    case .format: true
    default: false
    }
  }

  private static func write(_ text: String, to stream: FileDescriptor) {
    // Nothing can be said when the reader is gone.
    _ = try? stream.writeAll(text.utf8)
  }
}
