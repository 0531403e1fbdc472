import FoundationEssentials
import NeuronVM

/// What a change of a machine's devices came to, as docs/json.md says.
struct DeviceReportRecord: Encodable {
  let name: String
  let uuid: String
  let device: String
  let source: String?
  let outcome: ChangeOutcome
  let message: String
  let notes: [String]
  let warnings: [String]

  /// - Parameter repairs: What was told before.
  init(_ report: DeviceReport, repairs: [String]) {
    name = report.machine
    uuid = report.id.uuidString.lowercased()
    device = report.device
    source = report.source
    outcome = report.outcome
    message = report.message
    notes = report.notes.map(PastedCommands.here)
    warnings = repairs + report.warnings.map(PastedCommands.here)
  }
}
