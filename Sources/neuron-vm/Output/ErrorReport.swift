import NeuronVM
import Text

/// An error as a person or a program reads it, on standard error.
struct ErrorReport {
  fileprivate let facts: Facts

  init(_ error: NeuronError) { facts = Facts(error) }

  /// A command line that is not understood.
  init(usage message: String) {
    facts = Facts(
      code: "usage", message: message, remedy: tr("Add --help to the command: it shows what there is."), detail: nil,
      problems: nil)
  }

  func print(asJSON: Bool) {
    if asJSON {
      Output.error(Output.json(Body(error: facts)) + "\n")
      return
    }
    var text = ""
    if let problems = facts.problems {
      for problem in problems {
        text += tr("error: %1$@", problem.message) + "\n"
        for line in (problem.remedy ?? "").split(separator: "\n") { text += "  " + line + "\n" }
      }
    } else {
      text = tr("error: %1$@", facts.message) + "\n"
      if let remedy = facts.remedy { text += remedy + "\n" }
    }
    if let detail = facts.detail { text += tr("(%1$@)", detail) + "\n" }
    Output.error(Output.printable(text))
  }

  /// `{"error": {…}}`, as docs/json.md says.
  fileprivate struct Body: Encodable {
    let error: Facts
  }

  fileprivate struct Facts: Encodable {
    let code: String
    let message: String
    let remedy: String?
    let detail: String?
    let problems: [ProblemRecord]?

  }
}

extension ErrorReport.Facts {
  fileprivate init(_ error: NeuronError) {
    self.init(
      code: error.code, message: error.message, remedy: error.remedy.map { PastedCommands.here($0) },
      detail: error.detail, problems: error.problems?.map(ProblemRecord.init))
  }
}
