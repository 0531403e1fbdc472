import NeuronVM

/// What `create` made, as docs/json.md says: what `show` tells, and the warnings.
struct CreatedMachineRecord: Encodable {
  private let details: MachineDetailsRecord
  private let warnings: [String]

  private enum CodingKeys: String, CodingKey {
    case warnings
  }

  init(_ details: MachineDetails, warnings: [String]) {
    self.details = MachineDetailsRecord(details)
    self.warnings = warnings
  }

  func encode(to encoder: any Encoder) throws {
    try details.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(warnings, forKey: .warnings)
  }
}
