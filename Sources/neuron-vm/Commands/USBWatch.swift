import ArgumentParser
import NeuronVM
import Text

struct USBWatch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Print what is plugged in and pulled out, as it happens.",
    discussion: "Ctrl-C ends.")

  @OptionGroup var connection: ConnectionOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() async throws {
    let changes = try HostInspection(connection.choice()).usbChanges()
    Output.note(tr("Waiting for USB devices to come and go. Ctrl-C ends."))
    for await change in changes {
      let record = USBChangeRecord(change)
      if json {
        Output.text(Output.json(record, onOneLine: true) + "\n")
      } else {
        Output.line(record.text)
      }
    }
  }
}
