import ArgumentParser
import Glibc
import NeuronVM
import Text

/// One `edit`: rounds of editing and looking, until the definition is accepted or the user gives up.
///
/// What was written is never lost: whenever it is not made the definition, its file stays and is named.
struct EditSession {
  let draft: EditDraft
  let file: EditFile
  let editor: Editor
  let yes: Bool

  private enum Answer {
    case done
    case again
    case refused
  }

  func run() async throws {
    while true {
      do {
        try await editor.open(file.path)
        switch try await consider(try file.text()) {
        case .done: return file.remove()
        case .again: continue
        case .refused:
          Output.note(tr("Nothing was changed."))
          sayWhereItIs()
          throw ExitCode(4)
        }
      } catch let error as NeuronError {
        // Nothing was written: there is nothing to keep.
        if (try? file.text()) == draft.original.xml {
          file.remove()
          throw error
        }
        ErrorReport(error).print(asJSON: false)
        if isatty(STDIN_FILENO) == 1, Question.ask(tr("Edit again? [y/N] ")) { continue }
        sayWhereItIs()
        throw ExitCode(error.exitCode)
      }
    }
  }

  private func consider(_ text: String) async throws -> Answer {
    guard let difference = try draft.difference(to: text) else {
      Output.line(tr("Nothing was changed."))
      return .done
    }
    for line in difference.unified { Output.note(line) }
    if !yes {
      guard isatty(STDIN_FILENO) == 1 else {
        Output.note(tr("Nobody can be asked here. Say --yes to do it."))
        return .refused
      }
      switch Question.choice(tr("Change “%1$@” like this? [y]es, [e]dit again, [N]o: ", draft.machine.name)) {
      case "y", "yes": break
      case "e", "edit": return .again
      default: return .refused
      }
    }
    let outcome = try await draft.define(text)
    Output.line(tr("“%1$@” is changed; this %2$@.", draft.machine.name, outcome.title))
    return .done
  }

  private func sayWhereItIs() { Output.note(tr("What you wrote is kept in %1$@", file.path)) }
}
