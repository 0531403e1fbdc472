import FoundationEssentials
import Glibc
import Hardware
import MachineModel
import Text

/// The two streams of the program.
enum Speech {
  /// Whether the caller asked for JSON: standard output then holds one object, and standard error an error's own.
  static var isJSON: Bool { CommandLine.arguments.contains("--json") }

  /// Tells of a step that is about to be taken.
  static func step(_ text: String) { line("  " + text) }

  /// Writes a line for a person.
  static func line(_ text: String) {
    if !isJSON { write(visible(text) + "\n", to: STDOUT_FILENO) }
  }

  /// Writes what became of a device.
  static func report(_ report: BindingReport, _ words: String) {
    if isJSON { return print(BindingRecord(report)) }
    line(words)
    for function in report.functions {
      line(
        "  "
          + (function.driver.map { tr("%1$@: driver %2$@", function.address, $0) }
            ?? tr("%1$@: no driver", function.address)))
    }
    for note in report.notes { line("  " + tr("note: %1$@", note)) }
  }

  /// Writes a value as JSON.
  static func print(_ value: some Encodable) { write(json(value) + "\n", to: STDOUT_FILENO) }

  /// Writes an error.
  static func error(_ error: BindingError) {
    guard !isJSON, case .refused(let problems, let override) = error else {
      return self.error(code: error.code, error.message, remedy: error.remedy, problems: error.problems)
    }
    for problem in problems { self.error(code: problem.code, problem.message, remedy: problem.remedy) }
    if override != nil, let remedy = error.remedy?.split(separator: "\n").last {
      write(visible(String(remedy)) + "\n", to: STDERR_FILENO)
    }
  }

  /// Writes an error with its remedy.
  static func error(code: String, _ message: String, remedy: String?, problems: [ProblemRecord]? = nil) {
    if isJSON {
      return write(
        json(["error": ErrorRecord(code: code, message: message, remedy: remedy, problems: problems)]) + "\n",
        to: STDERR_FILENO)
    }
    write(visible(tr("error: %1$@", message)) + "\n", to: STDERR_FILENO)
    if let remedy { write(visible("  " + remedy) + "\n", to: STDERR_FILENO) }
  }

  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    // Texts and lists of them: encoding cannot fail.
    guard let data = try? encoder.encode(value) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  /// On one line, without what a terminal would obey: names come from elsewhere.
  private static func visible(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isPlain($0) ? $0 : "\u{FFFD}" }))
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar == "\n"
    case .format: false
    default: true
    }
  }

  /// A reader that is gone is no reason to stop in the middle.
  private static func write(_ text: String, to descriptor: CInt) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
