import ArgumentParser

/// How a command that plans first says what it would do, and what came of it.
struct PlanOptions: ParsableArguments {
  @Flag(help: "Show what would be done, and do nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false
}
