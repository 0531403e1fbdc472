import Text

/// Judges, right before a machine starts, whether its devices of the host can be handed over now.
///
/// Pure. A device is judged as by ``PassthroughCheck``; what is judged besides is whether it still is the device that the
/// machine was given: buses get their numbers anew at each start of the computer.
public struct HandOverCheck: Sendable {
  let host: HostHardware
  let machine: MachineUse
  /// What the machine was given by us.
  private let given: [GivenDevice]
  private let otherMachines: [MachineUse]
  /// Whether somebody who sees all processes looks again before the device leaves.
  private let isLookedAtAgain: Bool

  /// A judge of a start.
  ///
  /// - Parameters:
  ///   - host: The host as it is now, with the groups of the machine's devices.
  ///   - machine: The machine, with all its devices.
  ///   - given: Those of them that were given by us.
  ///   - isLookedAtAgain: Whether what is not seen of processes does not matter for what was given by us, because the
  ///     hypervisor's hook looks once more, as root.
  public init(
    _ host: HostHardware, machine: MachineUse, given: [GivenDevice], otherMachines: [MachineUse] = [],
    isLookedAtAgain: Bool = false
  ) {
    self.host = host
    self.machine = machine
    self.given = given
    self.otherMachines = otherMachines
    self.isLookedAtAgain = isLookedAtAgain
  }

  /// Everything that stands in the way of handing these devices over.
  ///
  /// - Parameter onlyGiven: Whether devices that other tools gave to the machine are left to their judgement.
  public func problems(onlyGiven: Bool = false) -> [PassthroughProblem] {
    var problems: [PassthroughProblem] = []
    var known: Set<PCIAddress> = []
    for device in given where !device.addresses.isDisjoint(with: machine.devices) {
      known.formUnion(device.addresses)
      if let problem = drift(of: device) { problems.append(problem) } else { problems += refusals(device) }
    }
    if !onlyGiven {
      for address in machine.devices.subtracting(known).sorted() where !known.contains(address) {
        guard let subject = host.subject(at: address) else {
          problems.append(missing(address))
          continue
        }
        known.formUnion(subject.addresses)
        problems += refusals(of: subject, anotherWayIn: [], isLookedAtAgain: false).map { adoptable($0, subject) }
      }
    }
    return problems.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// All that refuses one of our devices, which is in its place.
  private func refusals(_ device: GivenDevice) -> [PassthroughProblem] {
    guard let subject = host.subject(at: device.address) else { return [missing(device.address)] }
    return refusals(
      of: subject, anotherWayIn: device.hasAnotherWayIn ? subject.addresses : [], isLookedAtAgain: isLookedAtAgain)
  }

  private func refusals(
    of subject: PassthroughSubject, anotherWayIn: Set<PCIAddress>, isLookedAtAgain: Bool
  ) -> [PassthroughProblem] {
    let report = PassthroughCheck(
      host, anotherWayIn: anotherWayIn, machine: machine, otherMachines: otherMachines
    ).report(subject)
    let isTaken = report.problems.contains { $0.code == "machine.taken" }
    return report.problems.filter { problem in
      guard problem.severity != .warning else { return false }
      switch problem.code {
      // It may work all the same, and is the machine's own business.
      case "machine.board": return false
      case "machine.partly": return isHeldByPart(subject)
      case "held.unseen": return !(isLookedAtAgain && problem.severity == .fixable)
      // Said by the machine's name already.
      case "held.machine": return !isTaken
      case "group.shared": return !goesWhole(report)
      default: return true
      }
    }
  }

  /// Whether a function that the machine does not get would keep the others from being handed over.
  private func isHeldByPart(_ subject: PassthroughSubject) -> Bool {
    let groups = Set(subject.functions.filter { machine.devices.contains($0.address) }.compactMap(\.group))
    return subject.functions.contains { function in
      !machine.devices.contains(function.address) && function.group.map(groups.contains) ?? true
        && function.driver.map { $0 != "vfio-pci" } ?? false
    }
  }

  /// Whether the machine gets everything of the group that the host uses.
  private func goesWhole(_ report: PassthroughReport) -> Bool {
    report.companions.allSatisfy { device in
      machine.devices.contains(device.address) || device.driver == nil || device.driver == "vfio-pci"
        || device.kind?.isBridgeOfBuses == true
    }
  }

  private func missing(_ address: PCIAddress) -> PassthroughProblem {
    PassthroughProblem(
      "device.gone", .refused,
      tr("There is no PCI device at %1$@, which “%2$@” is to have.", address, machine.name),
      tr("Take it out of the machine: neuron-vm pci detach %1$@", ShellWord(machine.name, address.description)))
  }

  /// A device that another tool gave may be freed by a hook of that tool's: whoever knows says so once.
  private func adoptable(_ problem: PassthroughProblem, _ subject: PassthroughSubject) -> PassthroughProblem {
    guard problem.isOverridable else { return problem }
    let (verb, address) = (subject.isGraphics ? "gpu" : "pci", subject.primary.address)
    let command =
      "neuron-vm \(verb) attach --i-have-another-way-in \(address) \(ShellWord(machine.name, address.description))"
    let words = tr(
      "If something of yours frees it at the start, or you can get in without it, say so once: %1$@", command)
    return PassthroughProblem(
      problem.code, problem.severity, problem.message,
      [problem.remedy, words].compactMap(\.self).joined(separator: " "), step: problem.step)
  }
}
