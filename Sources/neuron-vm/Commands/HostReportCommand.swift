import ArgumentParser
import MachineModel
import NeuronVM
import Text

struct HostReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Save what the verdicts on this computer rest on, for a report of a fault.",
    discussion: """
      The file holds a folder “host” for --host-root. Serial numbers, addresses of networks, and names of users, hosts
      and volumes are left out or replaced; look into it before you send it: tar tzf FILE.
      """)

  @Option(
    name: [.short, .long], help: ArgumentHelp("The file to write, which must not be there yet.", valueName: "file"),
    completion: .file())
  var output: String

  @OptionGroup var host: HostRootOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let saved = try SavedHost(of: host.hostRoot, to: output)
    if json {
      Output.print(SavedHostRecord(saved))
    } else {
      Output.line(
        tr("Saved %1$@ files and links of the host in %2$@ (%3$@ bytes).", saved.paths, saved.file, saved.size))
      Output.note(tr("Look into it before you send it: tar tzf %1$@", ShellWord(saved.file)))
    }
  }
}
