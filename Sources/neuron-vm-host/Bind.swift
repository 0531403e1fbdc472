import ArgumentParser
import Hardware
import MachineModel
import Text

struct Bind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bind", abstract: "Take a device from the host for machines, with all its functions.")

  @OptionGroup var device: DeviceOptions

  @Option(help: ArgumentHelp("You can get into this computer without this device.", valueName: "address"))
  var iHaveAnotherWayIn: [PCIAddress] = []

  func run() throws {
    let binding = try device.binding()
    let report = try binding.bind(device.address, anotherWayIn: Set(iHaveAnotherWayIn))
    Speech.report(report, tr("%1$@ (%2$@) can be given to a machine.", report.address, report.name))
    Speech.line(tr("Give it back to the host: neuron-vm host release %1$@", report.address))
  }
}
