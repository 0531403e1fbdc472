import Text

/// Judges whether devices of a host can be given to a machine, from what was read of the host.
///
/// Pure. What is not known never helps: it makes a verdict stricter.
public struct PassthroughCheck: Sendable {
  let host: HostHardware
  /// The devices whose address the user typed to say that there is another way in.
  let anotherWayIn: Set<PCIAddress>
  /// The machine that is to have the device; nil for any.
  let machine: MachineUse?
  /// The other machines.
  let otherMachines: [MachineUse]
  /// The host's graphics cards.
  private let cards: [GraphicsCard]
  /// The cards that are no part of another, by what they are.
  let equalCards: [PCIIdentity: [PCIAddress]]

  /// A judge of a host.
  public init(
    _ host: HostHardware, anotherWayIn: Set<PCIAddress> = [], machine: MachineUse? = nil,
    otherMachines: [MachineUse] = []
  ) {
    self.host = host
    self.anotherWayIn = anotherWayIn
    self.machine = machine
    self.otherMachines = otherMachines
    cards = host.graphicsCards
    equalCards = cards.reduce(into: [:]) { known, card in
      guard let identity = card.display.identity, !card.isVirtualFunction else { return }
      known[identity, default: []].append(card.display.address)
    }
  }

  /// All graphics cards, by address.
  public func graphicsCards() -> [PassthroughReport] { cards.map { report(PassthroughSubject($0)) } }

  /// One device or card.
  public func report(_ subject: PassthroughSubject) -> PassthroughReport {
    let companions = companions(of: subject)
    var problems = kindProblems(subject)
    problems += iommuProblems(subject)
    problems += kernelProblems(subject)
    // What the host has let go of already is not on a screen any more.
    if subject.isGraphics && !subject.isDetached && !isVirtualFunction(subject) {
      problems += displayProblems(subject, companions)
    }
    problems += stuckProblems(subject, companions)
    problems += useProblems(subject)
    problems += vitalProblems(subject, companions)
    problems += groupProblems(subject, companions)
    problems += machineProblems(subject)
    problems += qualityWarnings(subject)
    if !anotherWayIn.isDisjoint(with: subject.addresses) { problems = problems.map(overridden) }
    let adapters = (host.adapters ?? []).filter { $0.device.map(subject.addresses.contains) ?? false }
    return PassthroughReport(
      subject: subject, group: groupWords(subject, companions), companions: companions,
      connectors: adapters.flatMap(\.connectors), holders: holders(of: subject), problems: problems,
      check: checkCommand(subject))
  }

  /// The command that judges a subject.
  func checkCommand(_ subject: PassthroughSubject) -> String {
    "neuron-vm \(subject.isGraphics ? "gpu" : "pci") check \(subject.primary.address)"
  }

  private func overridden(_ problem: PassthroughProblem) -> PassthroughProblem {
    guard problem.severity == .refused, problem.isOverridable else { return problem }
    var problem = problem
    problem.severity = .warning
    problem.isOverridden = true
    return problem
  }

  /// The other members of the subject's groups, whichever of the two sides tells of them.
  func companions(of subject: PassthroughSubject) -> [PCIDevice] {
    let members = subject.groups.reduce(into: Set<PCIAddress>()) { $0.formUnion(host.members(ofGroup: $1)) }
    return members.subtracting(subject.addresses).sorted().map { host.device(at: $0) ?? PCIDevice($0) }
  }

  func isVirtualFunction(_ subject: PassthroughSubject) -> Bool { subject.primary.physicalFunction != nil }

  /// The device for a sentence: its address and name.
  func words(_ device: PCIDevice) -> String { tr("%1$@ (%2$@)", device.address, device.title) }

  private func kindProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    guard let kind = subject.primary.kind else {
      return [
        PassthroughProblem(
          "device.unknown", .refused, tr("The kernel does not tell what %1$@ is.", subject.primary.address))
      ]
    }
    // Source: Linux, drivers/pci/controller/vmd.c: the devices behind it reach the memory in its name, and so are in its
    // group (`pci_real_dma_dev`). libvirt and QEMU take such addresses; it is VFIO that cannot part them.
    if subject.primary.address.isBehindVMD {
      return [
        PassthroughProblem(
          "device.vmd", .impossible,
          tr(
            "%1$@ is behind Intel's VMD (RAID, “RST”): the IOMMU cannot tell it from the other disks there, so no machine can have it alone.",
            subject.primary.address),
          tr(
            "Switch VMD off in the firmware's setup (often “VMD Controller” or “Intel RST with Optane”), if no system on this computer was installed with it: the disk is then a device of its own. Keep a backup."
          ))
      ]
    }
    if kind.isBridge {
      return [
        PassthroughProblem(
          "device.bridge", .impossible,
          tr("%1$@ is a bridge: it stays with the host, and no machine can have it.", subject.primary.address))
      ]
    }
    let active = subject.functions.filter { $0.virtualFunctions > 0 }
    return active.map { function in
      PassthroughProblem(
        "device.virtualFunctions", .fixable,
        tr("%1$@ has %2$@ virtual functions now, which would go with it.", function.address, function.virtualFunctions),
        tr("Give one of the virtual functions to the machine, or take them away first."),
        step: PassthroughStep(
          .free, tr("Take the virtual functions away, when nothing uses them."),
          ["echo 0 | sudo tee /sys/bus/pci/devices/\(function.address)/sriov_numvfs"]))
    }
  }
}
