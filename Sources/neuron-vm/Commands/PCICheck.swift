import ArgumentParser
import MachineModel
import NeuronVM

struct PCICheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a machine can have a PCI device, and what to do for it.",
    discussion: "Reads only; nothing is changed. The exit code is 0 when the device is ready, else 4.")

  @Argument(help: ArgumentHelp("The device, such as 0000:03:00.0.", valueName: "address"))
  var address: PCIAddress

  @OptionGroup var options: PassthroughOptions

  func run() async throws {
    try options.print(try await options.reports(on: address, onlyGraphics: false), asOne: true)
  }
}
