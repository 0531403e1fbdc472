import ArgumentParser
import Hardware
import Text

struct Release: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Give a device back to the host's drivers.")

  @OptionGroup var device: DeviceOptions

  func run() throws {
    let report = try device.binding().release(device.address)
    Speech.report(report, tr("%1$@ (%2$@) is with the host.", report.address, report.name))
  }
}
