import ArgumentParser
import NeuronVM
import Text

struct Console: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "Show what a machine prints on its serial console.",
    discussion: "Reading only. Ctrl-C ends; --until ends at a text. The exit code is 7 when time runs out first.")

  @OptionGroup var target: MachineArgument

  @Option(help: ArgumentHelp("End as soon as this text was printed.", valueName: "text"))
  var until: String?

  @Option(
    name: .customLong("timeout"), help: ArgumentHelp("Give up after this time, such as 60s.", valueName: "time"),
    transform: TimeoutOption.duration(_:))
  var limit: Duration?

  func run() async throws {
    let machine = try await target.find()
    try await machine.console(until: until, within: limit) { bytes in
      let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 != "\r" }
      Output.text(Output.printable(String(String.UnicodeScalarView(text))))
    }
  }
}
