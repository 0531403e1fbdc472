import ArgumentParser

struct Host: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See whether this computer is ready for machines.", subcommands: [HostCheckCommand.self])
}
