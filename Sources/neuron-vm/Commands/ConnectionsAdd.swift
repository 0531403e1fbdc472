import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct ConnectionsAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Remember a hypervisor by a name.",
    discussion: """
      The address is not tried. Passwords are not kept: use an ssh key.
      Example: neuron-vm connections add office qemu+ssh://me@office/system
      """)

  @Argument(help: "The name: letters a to z, digits and - _ .")
  var name: String

  @Argument(help: ArgumentHelp("libvirt's address of the hypervisor.", valueName: "uri"))
  var address: String

  @Flag(help: "Take the name from the address that has it.")
  var replace = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let former = try await RememberedConnections().add(name, address, replaces: replace)
    if json {
      Output.print(ConnectionRecord(name: name, uri: address))
    } else if former?.description == address {
      Output.line(tr("“%1$@” is remembered already.", name))
    } else {
      Output.line(tr("“%1$@” is remembered. Use it: --connect %1$@", name))
    }
  }
}
