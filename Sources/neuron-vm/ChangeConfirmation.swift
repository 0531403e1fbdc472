import ArgumentParser
import NeuronVM
import Text

/// How a change that is shown first gets its yes.
struct ChangeConfirmation: ParsableArguments {
  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @Flag(help: "Show what would change, and do nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  /// Throws when nobody can be asked, before anything is looked at.
  func check() throws(NeuronError) {
    guard json, !yes, !dryRun else { return }
    throw .refused([
      Problem(
        code: "confirmation", message: tr("Nobody can be asked with --json, so nothing was changed."),
        remedy: tr("Add --yes to do it, or --dry-run to see what would change."))
    ])
  }

  /// Asks, and ends the command when the answer is no.
  func ask(_ question: String) throws {
    guard !yes, !Question.ask(question) else { return }
    Output.note(tr("Nothing was changed."))
    throw ExitCode(4)
  }
}
