import ArgumentParser
import NeuronVM

struct USBWatch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Print what is plugged in and pulled out, as it happens.",
    discussion: "Ctrl-C ends.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() async throws {
    for await change in try HostInspection(connection.choice()).usbChanges() {
      let record = USBChangeRecord(change)
      if json {
        Output.text(Output.json(record, onOneLine: true) + "\n")
      } else {
        Output.line(record.text)
      }
    }
  }
}
