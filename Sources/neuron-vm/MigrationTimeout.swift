import ArgumentParser

/// How long a move may take.
struct MigrationTimeout: ParsableArguments {
  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp("Give up after this time; an hour otherwise, a day with --copy-storage.", valueName: "time"),
    transform: TimeoutOption.duration(_:))
  var limit: Duration?
}
