import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct ConnectionsRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Forget a name; the hypervisor and its machines stay as they are.")

  @Argument(help: "The name.", completion: .connectionNames)
  var name: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let address = try await RememberedConnections().remove(name)
    if json {
      Output.print(ConnectionRecord(name: name, uri: address.description))
    } else {
      Output.line(tr("“%1$@” is forgotten; it was %2$@.", name, address))
    }
  }
}
