import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct GPUList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the graphics cards there are.")

  @OptionGroup var options: DeviceListOptions

  func run() async throws {
    try await options.list(
      { host async throws(NeuronError) in try await host.reports() }, as: GraphicsCardRecord.init,
      heading: [tr("ADDRESS"), tr("CARD"), tr("DRIVER"), tr("GROUP"), tr("VERDICT")],
      none: tr("There is no graphics card on the PCI bus."),
      row: { report in
        let device = report.subject.primary
        return [
          "\(device.address)", device.title, device.driver ?? "-", device.group.map(String.init) ?? "-",
          report.verdict.title,
        ]
      })
  }
}
