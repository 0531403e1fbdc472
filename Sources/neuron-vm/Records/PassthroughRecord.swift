import MachineModel

/// The judgement of a device, as docs/json.md says.
struct PassthroughRecord: Encodable {
  let address: String
  let name: String
  let verdict: String
  let group: String
  let functions: [PCIDeviceRecord]
  let companions: [PCIDeviceRecord]
  let connectors: [ConnectorRecord]
  let holders: [HolderRecord]
  let problems: [ProblemRecord]
  let steps: [StepRecord]
  let override: String?

  struct ConnectorRecord: Encodable {
    let name: String
    let connected: Bool?
    let enabled: Bool?
  }

  struct HolderRecord: Encodable {
    let pid: Int
    let name: String
    let nodes: [String]
  }

  struct ProblemRecord: Encodable {
    let code: String
    let severity: String
    let message: String
    let remedy: String?
    let overridden: Bool
  }

  struct StepRecord: Encodable {
    let number: Int
    let kind: String
    let title: String
    let commands: [String]
  }

  init(_ report: PassthroughReport) {
    address = "\(report.subject.primary.address)"
    name = report.subject.primary.title
    verdict = report.verdict.rawValue
    group = report.group
    override = report.override
    functions = report.subject.functions.map(PCIDeviceRecord.init)
    companions = report.companions.map(PCIDeviceRecord.init)
    connectors = report.connectors.map {
      ConnectorRecord(name: $0.socket, connected: $0.isConnected, enabled: $0.isEnabled)
    }
    holders = report.holders.map { HolderRecord(pid: $0.process, name: $0.name, nodes: $0.nodes) }
    problems = report.problems.map {
      ProblemRecord(
        code: $0.code, severity: $0.severity.rawValue, message: $0.message, remedy: $0.remedy,
        overridden: $0.isOverridden)
    }
    steps = report.steps.enumerated().map { index, step in
      StepRecord(number: index + 1, kind: step.kind.rawValue, title: step.title, commands: step.commands)
    }
  }
}
