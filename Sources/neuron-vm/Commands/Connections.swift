import ArgumentParser

struct Connections: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connections", abstract: "Give names to hypervisors, for --connect.",
    subcommands: [ConnectionsList.self, ConnectionsAdd.self, ConnectionsRemove.self])
}
