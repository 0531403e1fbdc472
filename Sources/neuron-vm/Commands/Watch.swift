import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct Watch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Print what happens to the machines, as it happens.",
    discussion: "A connection that is lost is made again, and what changed meanwhile is printed then. Ctrl-C ends.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() async throws {
    for try await change in Hypervisor.changes(at: try connection.choice()) {
      if json {
        Output.text(Output.json(ChangeRecord(change), onOneLine: true) + "\n")
      } else {
        Output.line(ChangeRecord(change).text)
      }
    }
  }
}
