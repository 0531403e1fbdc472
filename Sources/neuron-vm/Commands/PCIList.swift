import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct PCIList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the PCI devices there are.")

  @OptionGroup var host: HostRootOption

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let choice = ConnectionChoice(named: connection.connect)
    let devices = try await HostInspection(choice, root: host.hostRoot).devices(detailed: json)
    if json {
      Output.print(devices.map(PCIDeviceRecord.init))
      return
    }
    var table = Table(tr("ADDRESS"), tr("WHAT IT IS"), tr("DEVICE"), tr("DRIVER"), tr("GROUP"))
    for device in devices {
      table.add(
        "\(device.address)", device.purpose, device.title, device.driver ?? "-", device.group.map(String.init) ?? "-")
    }
    Output.text(table.text)
  }
}
