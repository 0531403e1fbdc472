import FoundationEssentials
import MachineModel
import NeuronVM
import Text

/// A line of `logs`, as docs/json.md says.
struct LogRecord: Encodable {
  let time: String?
  let source: LogEntry.Source
  let text: String
  let explanation: ExplanationRecord?

  /// What a line means.
  struct ExplanationRecord: Encodable {
    let code: String
    let severity: String
    let cause: String
    let consequence: String?
    let remedy: String?
    let command: String?
  }

  init(_ entry: LogEntry) {
    time = entry.time?.formatted(.iso8601)
    source = entry.source
    text = entry.text
    explanation = entry.explanation.map {
      ExplanationRecord(
        code: $0.code, severity: $0.severity.rawValue, cause: $0.cause, consequence: $0.consequence,
        remedy: $0.advice, command: $0.commandLine)
    }
  }

  /// Prints it for a person.
  func print() {
    Output.line("\(time ?? tr("now                 "))  \(name)  \(text)")
    guard let explanation else { return }
    Output.line("    → " + [explanation.cause, explanation.consequence].compactMap { $0 }.joined(separator: " "))
    if let remedy = explanation.remedy { Output.line("      " + remedy) }
  }

  private var name: String {
    switch source {
    case .qemu: "QEMU     "
    case .libvirt: "libvirt  "
    case .neuronVM: "neuron-vm"
    }
  }
}
