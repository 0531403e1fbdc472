import ArgumentParser
import NeuronVM
import Text

struct HostCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is well, what is not, and what to do about it.",
    discussion: "The exit code is 0 when nothing stands in the way of a machine, else 4.")

  @OptionGroup var connection: ConnectionOptions

  @OptionGroup var host: HostRootOption

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    let check = HostCheck(try connection.choice())
    let lines = if let folder = host.hostRoot { try check.lines(ofSavedHost: folder) } else { await check.lines() }
    if json {
      Output.print(lines.map(HostCheckRecord.init))
    } else {
      for line in lines {
        Output.line("\(line.status.title.padded(to: 8)) \(line.title): \(line.finding)")
        if let remedy = line.remedy { Output.line("         → " + PastedCommands.here(remedy)) }
      }
    }
    if lines.contains(where: { $0.status == .problem }) { throw ExitCode(4) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
