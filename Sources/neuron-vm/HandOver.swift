import ArgumentParser
import NeuronVM
import Text

/// Hands a verb to the program that may do it, and ends as that one ends.
enum HandOver {
  static func run(_ words: [String], json: Bool) async throws {
    let words = words + (json ? ["--json"] : [])
    let program = try PrivilegedProgram(asking: ["host"] + words)
    let code = try await Interruption.finishing(saying: tr("It is being undone; a moment.")) {
      try await program.run(words)
    }
    guard code == 0 else { throw ExitCode(code) }
  }
}
