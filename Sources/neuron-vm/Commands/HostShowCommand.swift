import ArgumentParser
import NeuronVM
import Text

struct HostShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what of this computer the verdicts rest on.",
    discussion: "Reads only; nothing is changed. Run as root it sees what every process has open.")

  @OptionGroup var connection: ConnectionOptions

  @OptionGroup var host: HostRootOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let inspection = try HostInspection(connection.choice(), root: host.hostRoot)
    let hardware = try inspection.hardware()
    if json { Output.print(HostRecord(hardware)) } else { Output.text(HostText(hardware).text) }
  }
}
