import NeuronVM
import Text

/// An error as a person or a program reads it, on standard error.
struct ErrorReport {
  private let error: NeuronError

  init(_ error: NeuronError) { self.error = error }

  func print(asJSON: Bool) {
    if asJSON {
      Output.error(Output.json(Body(error: .init(error))) + "\n")
      return
    }
    var text = ""
    if let problems = error.problems {
      for problem in problems {
        text += tr("error: %1$@", problem.message) + "\n"
        if let remedy = problem.remedy { text += "  " + PastedCommands.here(remedy) + "\n" }
      }
    } else {
      text = tr("error: %1$@", error.message) + "\n"
      if let remedy = error.remedy { text += PastedCommands.here(remedy) + "\n" }
    }
    if let detail = error.detail { text += tr("(%1$@)", detail) + "\n" }
    Output.error(Output.printable(text))
  }

  /// `{"error": {…}}`, as docs/json.md says.
  private struct Body: Encodable {
    let error: Facts
  }

  private struct Facts: Encodable {
    let code: String
    let message: String
    let remedy: String?
    let detail: String?
    let problems: [ProblemRecord]?

    init(_ error: NeuronError) {
      code = error.code
      message = error.message
      remedy = error.remedy.map { PastedCommands.here($0) }
      detail = error.detail
      problems = error.problems?.map(ProblemRecord.init)
    }
  }
}
