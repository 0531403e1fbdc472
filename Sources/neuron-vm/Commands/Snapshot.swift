import ArgumentParser

struct Snapshot: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Keep a machine as it is now, and go back to it later.",
    subcommands: [
      SnapshotCreate.self, SnapshotList.self, SnapshotShow.self, SnapshotRevert.self, SnapshotDelete.self,
    ])
}
