import ArgumentParser

struct Host: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "host", abstract: "See whether this computer is ready for machines, and hand out its devices.",
    subcommands: [
      HostCheckCommand.self, HostShowCommand.self, HostReportCommand.self, HostBind.self, HostRelease.self,
      HostUndo.self,
    ])
}
