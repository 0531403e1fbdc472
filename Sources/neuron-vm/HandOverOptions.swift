import ArgumentParser
import NeuronVM
import Text

/// What the verbs have in common that hand a device over.
struct HandOverOptions: ParsableArguments {
  @Flag(help: "Show what would be done, and do nothing. Needs no root's rights.")
  var dryRun = false

  @OptionGroup var host: HostRootOption

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if host.hostRoot != nil, !dryRun { throw ValidationError("--host-root is for --dry-run only.") }
  }

  /// What looks at the computer.
  func inspection() throws -> HostInspection {
    try HostInspection(ConnectionChoice(named: ""), root: host.hostRoot ?? "/")
  }

  /// Prints a plan; the exit code is 4 when something stands in the way.
  func print(_ plan: BindingPlanRecord, _ words: String) throws {
    if json {
      Output.print(plan)
    } else {
      for problem in plan.problems {
        Output.line(tr("refused: %1$@", problem.message))
        if let remedy = problem.remedy { Output.line("  → " + remedy) }
      }
      if plan.problems.isEmpty || !plan.steps.isEmpty { Output.line(words) }
      for (index, step) in plan.steps.enumerated() {
        Output.line("  \(index + 1). \(step.title)")
        if let path = step.path, let text = step.text { Output.line("     echo \(text) > \(path)") }
      }
      for note in plan.notes { Output.line(tr("note: %1$@", note)) }
    }
    if !plan.problems.isEmpty { throw ExitCode(4) }
  }
}
