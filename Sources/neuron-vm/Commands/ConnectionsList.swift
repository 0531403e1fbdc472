import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct ConnectionsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the names there are.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let entries = try RememberedConnections().book().entries
    if json {
      Output.print(entries.map { ConnectionRecord(name: $0.name.description, uri: $0.address.description) })
      return
    }
    if entries.isEmpty {
      Output.note(tr("No connection is remembered. Add one: neuron-vm connections add --help"))
      return
    }
    var table = Table(tr("NAME"), tr("ADDRESS"))
    for entry in entries { table.add(entry.name.description, entry.address.description) }
    Output.text(table.text)
  }
}
