import ArgumentParser
import NeuronVM
import Text

struct Repair: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finish undoing what an interrupted command left.",
    discussion: "Every create and delete does this first; it can be done by itself at any time.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let repaired = try await connection.hypervisor().repair()
    if json {
      Output.print(repaired)
    } else if repaired.isEmpty {
      Output.line(tr("Nothing was left unfinished."))
    } else {
      for title in repaired { Output.line(tr("Undone: %1$@", title)) }
    }
  }
}
