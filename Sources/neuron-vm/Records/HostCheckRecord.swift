import NeuronVM

/// A line of `host check`, as docs/json.md says.
struct HostCheckRecord: Encodable {
  let code: String
  let status: String
  let title: String
  let finding: String
  let remedy: String?

  init(_ line: HostCheckLine) {
    code = line.code
    status = line.status.rawValue
    title = line.title
    finding = line.finding
    remedy = line.remedy.map { PastedCommands.here($0) }
  }
}
