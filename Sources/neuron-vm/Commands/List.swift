import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the machines there are.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Show graphics cards, display and USB devices too; each machine is asked for them.")
  var devices = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
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
    Output.text(table(machines, details).text)
  }

  private func table(_ machines: [MachineSummary], _ details: [MachineSummary.ID: DomainDescription]) -> Table {
    guard devices else {
      var table = Table(tr("NAME"), tr("STATE"), tr("MEMORY"), tr("CPUS"))
      for machine in machines {
        table.add(machine.name, machine.state.title, machine.memoryText, machine.processorsText)
      }
      return table
    }
    var table = Table(tr("NAME"), tr("STATE"), tr("MEMORY"), tr("CPUS"), tr("GPU"), tr("DISPLAY"), tr("USB"))
    for machine in machines {
      let record = MachineRecord(machine, details[machine.id])
      table.add(
        machine.name, machine.state.title, machine.memoryText, machine.processorsText,
        record.devices?.pci.listed ?? "-", record.devices?.display.listed ?? "-", record.devices?.usb.listed ?? "-")
    }
    return table
  }
}

extension [String] {
  fileprivate var listed: String { isEmpty ? "-" : joined(separator: ", ") }
}

extension MachineSummary {
  fileprivate var memoryText: String { memory.map { "\($0)" } ?? "-" }
  fileprivate var processorsText: String { processors.map(String.init) ?? "-" }
}
