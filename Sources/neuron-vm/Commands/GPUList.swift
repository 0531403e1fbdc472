import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct GPUList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Show the graphics cards there are.")

  @OptionGroup var host: HostRootOption

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let choice = ConnectionChoice(named: connection.connect)
    let reports = try await HostInspection(choice, root: host.hostRoot).reports()
    if json {
      Output.print(reports.map(GraphicsCardRecord.init))
      return
    }
    if reports.isEmpty {
      Output.note(tr("There is no graphics card on the PCI bus."))
      return
    }
    var table = Table(tr("ADDRESS"), tr("CARD"), tr("DRIVER"), tr("GROUP"), tr("VERDICT"))
    for report in reports {
      let device = report.subject.primary
      table.add(
        "\(device.address)", device.title, device.driver ?? "-", device.group.map(String.init) ?? "-",
        report.verdict.title)
    }
    Output.text(table.text)
  }
}
