import ArgumentParser
import Glibc
import MachineModel
import NeuronVM
import Text

/// One `edit`: rounds of editing and looking, until the definition is accepted or the user gives up.
///
/// What was written is never lost: whenever it is not made the definition, its file stays and is named.
struct EditSession {
  let draft: EditDraft
  let confirmation: Confirmation

  private enum Answer {
    case done
    case again
    case refused
  }

  /// Whether an editor would have a terminal.
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Edits a file, which goes when its text is the definition.
  func edit(_ file: EditFile, with editor: Editor) async throws {
    while true {
      do {
        try await Interruption.finishing(saying: tr("The editor is still open.")) { try await editor.open(file.path) }
        switch try await consider(try file.text(), from: file) {
        case .done: return file.remove()
        case .again: continue
        case .refused: throw ExitCode(4)
        }
      } catch let error as NeuronError {
        // Nothing was written: there is nothing to keep.
        if (try? file.text()) == draft.original.xml {
          file.remove()
          throw error
        }
        let kept = NeuronError.draftKept(path: file.path, machine: draft.machine.name, cause: error)
        guard !confirmation.json, isatty(STDIN_FILENO) == 1 else { throw kept }
        ErrorReport(error).print(asJSON: false)
        let again = try await Interruption.leaving(saying: words(on: file)) {
          Question.ask(tr("Edit again? [y/N] "))
        }
        if again { continue }
        sayWhereItIs(file)
        throw ExitCode(error.exitCode)
      }
    }
  }

  /// Takes the text of a file of the user's, without an editor.
  func take(_ file: EditFile) async throws {
    if case .done = try await consider(try file.text(), from: nil) { return }
    throw ExitCode(4)
  }

  /// - Parameter file: Where the text is kept; nil for a file of the user's, who knows it, and who is asked once.
  private func consider(_ text: String, from file: EditFile?) async throws -> Answer {
    guard let difference = try draft.difference(to: text) else {
      say(.unchanged, [], tr("Nothing was changed."))
      return .done
    }
    for line in difference.unified { Output.note(line) }
    if confirmation.dryRun {
      say(.unchanged, difference.unified, tr("Nothing was changed."))
      if let file { sayWhereItIs(file) }
      // The file stays, and the command has done what it was asked to.
      if file != nil { throw ExitCode.success }
      return .done
    }
    if !confirmation.yes {
      guard isatty(STDIN_FILENO) == 1 else { throw nobodyToAsk }
      switch try await answer(keeping: file) {
      case "y", "yes": break
      case let answer where file != nil && ["e", "edit"].contains(answer): return .again
      default:
        Output.note(tr("Nothing was changed."))
        if let file { sayWhereItIs(file) }
        return .refused
      }
    }
    let outcome = try await Interruption.finishing(saying: tr("Finishing the change …")) {
      try await draft.define(text)
    }
    say(outcome, difference.unified, tr("“%1$@” is changed; this %2$@.", draft.machine.name, outcome.title))
    return .done
  }

  private func answer(keeping file: EditFile?) async throws -> String {
    guard let file else { return Question.choice(tr("Change “%1$@” like this? [y/N] ", draft.machine.name)) }
    return try await Interruption.leaving(saying: words(on: file)) {
      Question.choice(tr("Change “%1$@” like this? [y]es, [e]dit again, [N]o: ", draft.machine.name))
    }
  }

  private func say(_ outcome: ChangeOutcome, _ difference: [String], _ words: String) {
    guard confirmation.json else { return Output.line(words) }
    var record = ChangeOutcomeRecord(name: draft.machine.name, draft.machine.id, outcome)
    record.difference = difference
    record.warnings = []
    Output.print(record)
  }

  private var nobodyToAsk: NeuronError {
    .refused([
      Problem(
        code: "confirmation", message: tr("Nobody can be asked here, so nothing was changed."),
        remedy: tr("Say --yes to do it."))
    ])
  }

  private func sayWhereItIs(_ file: EditFile) {
    for line in words(on: file) { Output.note(line) }
  }

  private func words(on file: EditFile) -> [String] {
    NeuronError.wordsOnDraft(at: file.path, of: draft.machine.name)
  }
}
