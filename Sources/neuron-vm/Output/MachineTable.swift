import MachineModel
import Text

/// Machines as lines, with the columns that were asked for.
struct MachineTable {
  private var table: Table
  private let hasDevices: Bool
  private let hasConnections: Bool

  init(devices: Bool, connections: Bool = false) {
    hasDevices = devices
    hasConnections = connections
    var heading = [tr("NAME"), tr("STATE"), tr("MEMORY"), tr("CPUS")]
    if connections { heading.insert(tr("CONNECTION"), at: 0) }
    if devices { heading += [tr("GPU"), tr("DISPLAY"), tr("USB")] }
    table = Table(heading)
  }

  mutating func add(_ machine: MachineSummary, _ description: DomainDescription?, connection: String = "") {
    var row = [
      machine.name, machine.state.title, machine.memory.map { "\($0)" } ?? "-",
      machine.processors.map(String.init) ?? "-",
    ]
    if hasConnections { row.insert(connection, at: 0) }
    if hasDevices {
      let devices = description.map(DevicesRecord.init)
      row += [devices?.pciTitles, devices?.display, devices?.usb].map { list in
        (list ?? []).isEmpty ? "-" : (list ?? []).joined(separator: ", ")
      }
    }
    table.add(row)
  }

  var text: String { table.text }
}
