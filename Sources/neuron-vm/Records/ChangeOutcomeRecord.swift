import FoundationEssentials
import NeuronVM

/// What a change of a machine came to, as docs/json.md says.
struct ChangeOutcomeRecord: Encodable {
  let name: String
  let uuid: String
  let outcome: ChangeOutcome
  var difference: [String]?
  var warnings: [String]?

  init(name: String, _ id: UUID, _ outcome: ChangeOutcome) {
    self.name = name
    uuid = id.uuidString.lowercased()
    self.outcome = outcome
  }
}
