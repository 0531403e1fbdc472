import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct USBList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show what is plugged in, and who uses it.",
    discussion: "What stands under DEVICE names it in the other commands.")

  @OptionGroup var options: DeviceListOptions

  func run() async throws {
    let choice = try options.connection.choice()
    let inspection = try HostInspection(choice, root: options.host.hostRoot)
    let devices = try inspection.usb().devices ?? []
    let holders = await inspection.usbHolders(of: devices, at: choice)
    let records = devices.map { USBDeviceRecord($0, among: devices, holders) }
    if options.json { return Output.print(records) }
    guard !records.isEmpty else { return Output.note(tr("There is no USB device.")) }
    var table = Table(tr("DEVICE"), tr("PORT"), tr("KIND"), tr("WHAT IT IS"), tr("SERIAL"), tr("USED BY"))
    for (device, record) in zip(devices, records) {
      table.add(
        record.device, "\(device.port)", device.kinds.map(\.title).joined(separator: ", "), device.title,
        device.serial.map { $0.count > 30 ? $0.prefix(29) + "…" : $0 } ?? "-", record.users ?? "-")
    }
    Output.text(table.text)
  }
}
