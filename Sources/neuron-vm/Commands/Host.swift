import ArgumentParser

struct Host: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host", abstract: "See whether this computer is ready for machines.",
    subcommands: [HostCheckCommand.self, HostShowCommand.self, HostReportCommand.self])
}
