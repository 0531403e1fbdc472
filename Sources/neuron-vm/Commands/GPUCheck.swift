import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct GPUCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say whether a machine can have a graphics card, and what to do for it.",
    discussion: """
      Reads only; nothing is changed. The exit code is 0 when a card that was asked about is ready, else 4.
      Run as root it sees every process that uses a card.
      """)

  @Argument(help: ArgumentHelp("The card, such as 0000:01:00.0; all of them without.", valueName: "address"))
  var address: PCIAddress?

  @OptionGroup var options: PassthroughOptions

  func run() async throws {
    let reports = try await options.reports(on: address, onlyGraphics: true)
    if reports.isEmpty { Output.note(tr("There is no graphics card on the PCI bus.")) }
    try options.print(reports, asOne: address != nil)
  }
}
