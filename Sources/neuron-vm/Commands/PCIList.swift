import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct PCIList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the PCI devices there are.")

  @OptionGroup var options: DeviceListOptions

  func run() async throws {
    try await options.list(
      { host async throws(NeuronError) in try await host.devices(detailed: options.json) }, as: PCIDeviceRecord.init,
      heading: [tr("ADDRESS"), tr("WHAT IT IS"), tr("DEVICE"), tr("DRIVER"), tr("GROUP")],
      none: tr("There is no PCI device."),
      row: { device in
        [
          "\(device.address)", device.purpose, device.title, device.driver ?? "-", device.group.map(String.init) ?? "-",
        ]
      })
  }
}
