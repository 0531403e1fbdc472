import Hardware
import MachineModel

/// What became of a device, as docs/json.md says.
struct BindingRecord: Encodable {
  let address: String
  let name: String
  let functions: [Function]
  let steps: [Step]
  let notes: [String]

  struct Function: Encodable {
    let address: String
    let driver: String?
  }

  struct Step: Encodable {
    let code: String
    let title: String
  }

  init(_ report: BindingReport) {
    address = "\(report.address)"
    name = report.name
    functions = report.functions.map { Function(address: "\($0.address)", driver: $0.driver) }
    steps = report.steps.map { Step(code: $0.code, title: $0.title) }
    notes = report.notes
  }
}
