import Text

/// The judgement of one device: all that stands in the way, and what to do.
public struct PassthroughReport: Hashable, Sendable {
  /// What was judged.
  public let subject: PassthroughSubject
  /// Whether it can be done.
  public let verdict: PassthroughVerdict
  /// Its IOMMU group in plain words.
  public let group: String
  /// The other members of its groups, by address.
  public let companions: [PCIDevice]
  /// The sockets of its cards, with the screens on them.
  public let connectors: [DisplayConnector]
  /// The processes that hold it, each with the nodes that are its.
  public let holders: [DeviceHolder]
  /// Everything that stands in the way or is worth knowing, the gravest first.
  public let problems: [PassthroughProblem]
  /// What to do, in order.
  public let steps: [PassthroughStep]
  /// What the user types to say that there is another way into the host; nil when that would help nothing.
  public let override: String?

  /// Draws the conclusion from the problems.
  init(
    subject: PassthroughSubject, group: String, companions: [PCIDevice], connectors: [DisplayConnector],
    holders: [DeviceHolder], problems: [PassthroughProblem], check: String
  ) {
    self.subject = subject
    self.group = group
    self.companions = companions
    self.connectors = connectors
    self.holders = holders
    let order: [PassthroughProblem.Severity] = [.impossible, .refused, .fixable, .warning]
    // Stable: problems of one severity stay in the order they were found.
    self.problems = order.flatMap { severity in problems.filter { $0.severity == severity } }
    verdict =
      switch self.problems.first?.severity {
      case .impossible: .impossible
      case .refused: .refused
      case .fixable: .fixable
      case .warning, nil: .ready
      }
    override =
      problems.contains { $0.severity == .refused && $0.isOverridable }
      ? "--i-have-another-way-in \(subject.primary.address)" : nil
    steps = Self.steps(for: problems, verdict, check: check)
  }

  /// A device of a host that cannot be looked into from here.
  public init(notJudged subject: PassthroughSubject, group: String, problem: PassthroughProblem) {
    self.subject = subject
    self.group = group
    companions = []
    connectors = []
    holders = []
    problems = [problem]
    steps = []
    override = nil
    verdict = .unknown
  }

  private static func steps(
    for problems: [PassthroughProblem], _ verdict: PassthroughVerdict, check: String
  ) -> [PassthroughStep] {
    guard verdict == .fixable || verdict == .refused else { return [] }
    var steps: [PassthroughStep] = []
    for step in problems.filter({ $0.severity != .warning }).compactMap(\.step) where !steps.contains(step) {
      steps.append(step)
    }
    guard !steps.isEmpty else { return [] }
    if steps.contains(where: \.needsRestart) { steps.append(PassthroughStep(.restart, tr("Restart the computer."))) }
    steps.append(PassthroughStep(.check, tr("Check again."), [check]))
    return PassthroughStep.Kind.allCases.flatMap { kind in steps.filter { $0.kind == kind } }
  }
}
