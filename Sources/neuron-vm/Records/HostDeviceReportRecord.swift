import FoundationEssentials
import MachineModel
import NeuronVM

/// What giving or taking a device came to, as docs/json.md says.
struct HostDeviceReportRecord: Encodable {
  let name: String
  let uuid: String
  let device: String
  let functions: [String]
  let steps: [String]
  let difference: [String]
  @Nullable var outcome: ChangeOutcome?
  let message: String
  let notes: [String]
  let warnings: [String]

  /// - Parameter repairs: What was told before.
  init(_ report: HostDeviceReport, repairs: [String]) {
    name = report.machine
    uuid = report.id.uuidString.lowercased()
    device = report.device
    functions = report.functions.map(\.description)
    steps = report.steps
    difference = report.difference.unified
    outcome = report.outcome
    message = report.message
    notes = report.notes
    warnings = repairs + report.warnings
  }
}
