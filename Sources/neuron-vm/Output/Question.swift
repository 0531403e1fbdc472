import Glibc

/// A question on the terminal.
enum Question {
  /// Asks, and takes everything but a clear yes as a no; without a terminal nobody can answer, so the answer is no.
  static func ask(_ text: String) -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      Output.note("Nobody can be asked here. Say --yes to do it.")
      return false
    }
    Output.error(Output.oneLine(text))
    return ["y", "yes"].contains(readLine()?.lowercased())
  }

  /// Asks for one of several words; the answer is in lower case, empty when there is none.
  static func choice(_ text: String) -> String {
    Output.error(Output.oneLine(text))
    return readLine()?.lowercased() ?? ""
  }
}
