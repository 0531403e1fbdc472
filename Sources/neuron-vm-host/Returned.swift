import ArgumentParser
import Hardware
import MachineModel
import Text

struct Returned: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "returned", abstract: "See to it that a device has come back from a machine.", shouldDisplay: false)

  @OptionGroup var device: DeviceOptions

  func run() throws {
    guard let report = try device.binding().watchReturn(of: device.address) else {
      Speech.line(tr("%1$@ is not for the host to have back now.", device.address))
      return
    }
    Speech.report(report, tr("%1$@ (%2$@) is with the host.", report.address, report.name))
  }
}
