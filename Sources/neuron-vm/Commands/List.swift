import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show the machines there are.",
    discussion: "With --all-connections the exit code is 5 when a hypervisor gave no answer; the others are shown.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Show graphics cards, display and USB devices too; each machine is asked for them.")
  var devices = false

  @Flag(name: [.customShort("A"), .long], help: "Show the machines of all hypervisors of “neuron-vm connections” too.")
  var allConnections = false

  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp("How long each hypervisor may take with --all-connections; 10s otherwise.", valueName: "time"),
    transform: TimeoutOption.duration(_:))
  var limit: Duration?

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    if allConnections { return try await listEverywhere() }
    let hypervisor = try await connection.hypervisor()
    let machines = try await hypervisor.machines()
    let details = devices ? try await hypervisor.descriptions(of: machines) : [:]
    if json {
      Output.print(machines.map { MachineRecord($0, details[$0.id]) })
      return
    }
    if machines.isEmpty {
      Output.note(tr("There is no machine yet. Make one: neuron-vm create --help"))
      return
    }
    var table = MachineTable(devices: devices)
    for machine in machines { table.add(machine, details[machine.id]) }
    Output.text(table.text)
  }
}
