import NeuronVM

/// One thing that stands in the way, as docs/json.md says.
struct ProblemRecord: Encodable {
  let code: String
  let message: String
  let remedy: String?

  init(_ problem: Problem) {
    code = problem.code
    message = problem.message
    remedy = problem.remedy.map { PastedCommands.here($0) }
  }
}
