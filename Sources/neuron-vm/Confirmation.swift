import ArgumentParser
import NeuronVM
import Text

/// How a command that shows first what it would do gets its yes.
struct Confirmation: ParsableArguments {
  @Flag(name: [.short, .long], help: "Do not ask.")
  var yes = false

  @OptionGroup var plan: PlanOptions

  var dryRun: Bool { plan.dryRun }
  var json: Bool { plan.json }

  /// Throws `refused` when nobody can be asked, before anything is looked at.
  func check() throws(NeuronError) { try Self.check(json: json, needsAnswer: !yes && !dryRun) }

  /// Asks, and ends the command when the answer is no.
  func ask(_ question: String) throws {
    if !yes { try Self.ask(question) }
  }

  /// Throws `refused` when an answer is needed and standard output is for a program.
  static func check(json: Bool, needsAnswer: Bool) throws(NeuronError) {
    guard json, needsAnswer else { return }
    throw .refused([
      Problem(
        code: "confirmation", message: tr("Nobody can be asked with --json, so nothing was changed."),
        remedy: tr("Add --yes to do it, or --dry-run to see what would be done."))
    ])
  }

  /// Asks, and ends the command when the answer is no.
  static func ask(_ question: String) throws {
    guard !Question.ask(question) else { return }
    Output.note(tr("Nothing was changed."))
    throw ExitCode(4)
  }
}
