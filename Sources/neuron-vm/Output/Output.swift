import FoundationEssentials
import Glibc
import NeuronVM
import SystemPackage
import Text

/// The two streams of the program.
///
/// Each write reaches the stream at once, so that a pipe sees a line when it happens.
enum Output {
  /// Whether the user asked for JSON: standard error then holds nothing but an error's own object.
  static var isJSON: Bool { CommandLine.arguments.contains("--json") }

  /// Writes to standard output.
  ///
  /// Ends the program when that cannot be done: quietly when the reader is gone, else with the reason and exit code 1.
  static func text(_ text: String) {
    do {
      try FileDescriptor.standardOutput.writeAll(text.utf8)
    } catch {
      if (error as? Errno) != .brokenPipe {
        ErrorReport(.file(path: tr("Standard output"), reason: (error as? Errno)?.description ?? "\(error)"))
          .print(asJSON: isJSON)
      }
      _exit(1)
    }
  }

  /// Writes a document that others wrote: as it is, and with control characters made visible on a terminal.
  static func document(_ text: String) { self.text(isatty(STDOUT_FILENO) == 1 ? printable(text) : text) }

  /// Writes a line to standard output, with control characters made visible.
  static func line(_ text: String) { self.text(oneLine(text) + "\n") }

  /// Writes to standard error; nothing can be said when its reader is gone.
  static func error(_ text: String) { _ = try? FileDescriptor.standardError.writeAll(text.utf8) }

  /// Writes a line of progress, or a hint, to standard error; not with `--json`.
  ///
  /// Commands in it lead to the hypervisor of this command.
  static func note(_ text: String) {
    if !isJSON { error(oneLine(PastedCommands.here(text)) + "\n") }
  }

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

  /// The same on one line, so that no value can look like a line of ours.
  static func oneLine(_ text: String) -> String {
    isPlain(text) ? text : String(printable(text).map { $0.isNewline || $0 == "\t" ? " " : $0 })
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
}
