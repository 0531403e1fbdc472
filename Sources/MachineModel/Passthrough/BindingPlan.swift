import Text

/// How a card, or another device, is taken from the host for a machine: every function of it, and nothing else.
///
/// Pure. Stricter than the judgement it rests on: what must be mended first refuses, too, and so does whoever holds the
/// device, whatever the user said, because the kernel waits for them when it takes the device from its driver.
public struct BindingPlan: Hashable, Sendable {
  /// What is taken.
  public let subject: PassthroughSubject
  /// The steps in their order; empty when it is taken already, or there are problems.
  public let steps: [BindingStep]
  /// All that stands in the way.
  public let problems: [PassthroughProblem]
  /// What is worth knowing.
  public let notes: [PassthroughProblem]
  /// The functions that change hands, by address.
  public let functions: [PCIDevice]
  /// What the user may type against some of the problems; nil when that would help nothing.
  public let override: String?

  /// Plans for a device of a host.
  ///
  /// - Parameter anotherWayIn: Addresses that the user typed, to say that there is another way into the host.
  public init(_ subject: PassthroughSubject, on host: HostHardware, anotherWayIn: Set<PCIAddress> = []) {
    self.subject = subject
    functions = subject.functions.filter { $0.driver != DriverName.vfio.description }
    let check = PassthroughCheck(host, anotherWayIn: anotherWayIn)
    let report = check.report(subject)
    notes = report.problems.filter { $0.severity == .warning }
    let problems =
      functions.isEmpty ? [] : report.problems.filter { $0.severity != .warning } + Self.obstacles(report, host)
    override = functions.isEmpty ? nil : report.override
    self.problems = problems
    steps = problems.allSatisfy { $0.code == "held.unseen" } ? Self.steps(functions, host) : []
  }

  /// Whether every function is a machine's already.
  public var isDone: Bool { functions.isEmpty }

  /// What no word of the user's makes up for, and what the steps could not be performed with.
  private static func obstacles(_ report: PassthroughReport, _ host: HostHardware) -> [PassthroughProblem] {
    var problems: [PassthroughProblem] = []
    let subject = report.subject
    let holders = report.holders.filter { !$0.onlyWatches }
    if !holders.isEmpty, !report.problems.contains(where: { $0.code.hasPrefix("held") && $0.severity == .refused }) {
      problems.append(
        PassthroughProblem(
          "held", .refused,
          tr(
            "These processes use it: %1$@. The kernel would wait for them without end, so nothing makes up for that.",
            holders.map(\.title).joined(separator: ", ")),
          tr("End them first.")))
    }
    let others = report.companions.filter { device in
      device.driver != nil && !["vfio-pci", "pci-stub", "pcieport"].contains(device.driver)
    }
    if !others.isEmpty, !report.problems.contains(where: { ["group.shared", "group.bridge"].contains($0.code) }) {
      problems.append(
        PassthroughProblem(
          "group.shared", .refused,
          tr(
            "These devices of its group are the host's: %1$@.",
            others.map { "\($0.address)" }.joined(separator: ", "))))
    }
    for function in subject.functions where function.kind?.isBridge ?? true {
      guard !report.problems.contains(where: { $0.code.hasPrefix("device.") }) else { continue }
      problems.append(
        PassthroughProblem("device.bridge", .refused, tr("%1$@ is a bridge, or may be one.", function.address)))
    }
    for function in subject.functions {
      let names = [function.driver, function.driverOverride].compactMap(\.self)
      guard let odd = names.first(where: { DriverName($0) == nil }) else { continue }
      problems.append(
        PassthroughProblem(
          "driver.unknown", .refused,
          tr("“%1$@”, the driver of %2$@, is no name that the kernel gives.", odd, function.address)))
    }
    return problems
  }

  /// The last function first: sound and sockets hang on the picture, and a driver that does not let go of them leaves
  /// the picture where it is.
  private static func steps(_ functions: [PCIDevice], _ host: HostHardware) -> [BindingStep] {
    guard !functions.isEmpty else { return [] }
    var steps: [BindingStep] = []
    if host.kernel.vfio != .loaded { steps.append(.load(module: .vfio, driver: .vfio)) }
    for function in functions.reversed() {
      let old = function.driverOverride.flatMap { DriverName($0) }
      if old != .vfio { steps.append(.setOverride(function.address, old: old, new: .vfio)) }
      if let driver = function.driver.flatMap({ DriverName($0) }) {
        steps.append(.unbind(function.address, from: driver))
      }
      steps.append(.probe(function.address, to: .vfio))
    }
    return steps
  }
}
