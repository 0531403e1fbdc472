import Hardware
import MachineModel

/// One thing that stands in the way, as docs/json.md says.
struct ProblemRecord: Encodable {
  let code: String
  let message: String
  let remedy: String?
}

extension BindingError {
  /// All that stands in the way, where the error is a list of that; nil for any other.
  var problems: [ProblemRecord]? {
    guard case .refused(let problems, _) = self else { return nil }
    return problems.map { ProblemRecord(code: $0.code, message: $0.message, remedy: $0.remedy) }
  }
}
