import Text

extension PassthroughCheck {
  /// What goes with the subject, whether it is wanted or not.
  func groupProblems(_ subject: PassthroughSubject, _ companions: [PCIDevice]) -> [PassthroughProblem] {
    guard host.iommu.isOn else { return [] }
    var problems: [PassthroughProblem] = []
    if !host.kernel.values(of: "pcie_acs_override").isEmpty {
      problems.append(
        PassthroughProblem(
          "group.override", .warning,
          tr(
            "The groups are not the hardware's (pcie_acs_override): devices in different groups may still reach each other, past the IOMMU."
          ),
          tr("Give devices only to machines that you trust, or start the kernel without pcie_acs_override.")))
    }
    let isUnread = subject.groups.contains { number in
      guard let group = host.groups.first(where: { $0.number == number }) else { return true }
      return group.unreadMembers > 0 || group.members.isEmpty
    }
    let unknown = companions.filter { $0.kind == nil }
    if isUnread || !unknown.isEmpty {
      problems.append(
        PassthroughProblem(
          "group.unknown", .refused,
          unknown.isEmpty
            ? tr("Its group could not be read in full, so it is not known what goes with it.")
            : tr(
              "What %1$@ in its group is could not be read.", unknown.map { "\($0.address)" }.joined(separator: ", "))))
    }
    let shared = companions.filter { $0.kind.map { !$0.isBridge } ?? false && !isFree($0) }
    let inUse = shared.filter { $0.driver != nil }
    if !inUse.isEmpty {
      let names = inUse.map { tr("%1$@ (driver %2$@)", words($0), $0.driver ?? "") }.joined(separator: ", ")
      problems.append(
        PassthroughProblem(
          "group.shared", .fixable,
          tr("The IOMMU cannot tell it from these devices, which must leave the host with it: %1$@.", names),
          tr(
            "Give them to the machine as well, or leave them unused as long as it runs; or put the card into another slot, one that is connected to the processor itself."
          ),
          step: PassthroughStep(
            .group, tr("Let these go too, to the machine or unused: %1$@.", inUse.map(words).joined(separator: ", ")))))
    }
    return problems + bridgeProblems(companions)
  }

  /// Bridges stay, and yet no driver may have them but the one that only leads to other buses.
  ///
  /// Source: Linux, drivers/iommu/iommu.c, `iommu_device_claim_dma_owner`: a group is given away only when no member has a
  /// driver of the host's, but for those that say so (`driver_managed_dma`): pcieport and the stubs.
  private func bridgeProblems(_ companions: [PCIDevice]) -> [PassthroughProblem] {
    let bridges = companions.filter { device in
      guard let kind = device.kind, kind.isBridge else { return false }
      return device.driver != nil && device.driver != "pcieport" && !isFree(device)
    }
    guard !bridges.isEmpty else { return [] }
    let commands = bridges.map { bridge in
      "echo \(bridge.address) | sudo tee \(ShellQuoting.word("/sys/bus/pci/drivers/\(bridge.driver ?? "")/unbind"))"
    }
    return [
      PassthroughProblem(
        "group.bridge", .fixable,
        tr(
          "A bridge of the board is in its group and stays with the host, but the kernel gives nothing of the group away as long as a driver has it: %1$@.",
          bridges.map { tr("%1$@ (driver %2$@)", words($0), $0.driver ?? "") }.joined(separator: ", ")),
        tr(
          "Take the driver off the bridge; until the next start the host does without its extras, such as a watchdog."),
        step: PassthroughStep(.free, tr("Take the driver off the board's bridge."), commands))
    ]
  }

  /// The group in plain words.
  func groupWords(_ subject: PassthroughSubject, _ companions: [PCIDevice]) -> String {
    guard host.iommu.isOn else { return tr("There are no groups, because the IOMMU is off.") }
    let numbers = subject.groups.map(String.init).joined(separator: ", ")
    guard !numbers.isEmpty else { return tr("It is in no group.") }
    let one = subject.functions.count
    let itself =
      one == 1 ? tr("Group %1$@: the device", numbers) : tr("Group %1$@: the card's %2$@ functions", numbers, one)
    let bridges = companions.filter { $0.kind?.isBridge ?? false }
    let others = companions.filter { !($0.kind?.isBridge ?? false) }
    var text = itself
    text +=
      others.isEmpty
      ? tr(" and nothing else that has to go with it.")
      : tr(", together with %1$@.", others.map { tr("%1$@ (%2$@)", $0.purpose, $0.address) }.joined(separator: ", "))
    if !bridges.isEmpty {
      text +=
        " "
        + tr(
          "The bridges in it (%1$@) stay with the host: no machine gets them.",
          bridges.map { "\($0.address)" }.joined(separator: ", "))
    }
    return text
  }
}
