/// An error, as docs/json.md says.
struct ErrorRecord: Encodable {
  let code: String
  let message: String
  let remedy: String?
  let problems: [ProblemRecord]?
}
