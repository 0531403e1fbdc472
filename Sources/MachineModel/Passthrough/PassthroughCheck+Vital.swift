import Text

extension PassthroughCheck {
  /// What the host itself needs of the subject and of those that go with it.
  func vitalProblems(_ subject: PassthroughSubject, _ companions: [PCIDevice]) -> [PassthroughProblem] {
    let leaving = subject.functions + companions.filter { !($0.kind?.isBridge ?? false) }
    let gone = Set(leaving.map(\.address))
    return diskProblems(subject, leaving, gone) + networkProblems(subject, leaving, gone)
      + keyboardProblems(subject, leaving, gone) + strayProblems(subject, gone)
  }

  private func diskProblems(
    _ subject: PassthroughSubject, _ leaving: [PCIDevice], _ gone: Set<PCIAddress>
  ) -> [PassthroughProblem] {
    var problems: [PassthroughProblem] = []
    let root = host.disks?.first { $0.place == "/" }
    let vital = (host.disks ?? []).filter { $0.isVital && !($0.controllers ?? []).isDisjoint(with: gone) }
    if !vital.isEmpty {
      let controllers = vital.reduce(into: Set<PCIAddress>()) { $0.formUnion($1.controllers ?? []) }.intersection(gone)
      problems.append(
        PassthroughProblem(
          "disk.vital", .refused,
          tr(
            "The host's own disk hangs on %1$@ (%2$@): without it the host stops.",
            controllers.sorted().map { "\($0)" }.joined(separator: ", "), vital.map(\.place).joined(separator: ", ")),
          controllers.isSubset(of: subject.addresses) ? nil : separationWords))
    }
    // Whatever could hold a disk may hold the one that was not found.
    let mayHoldDisks = leaving.filter { device in
      guard let kind = device.kind else { return true }
      // By the network, too: iSCSI, NVMe over fabrics, NFS.
      return (kind.isStorage || kind.isUSBController || kind.isNetwork) && !isFree(device)
    }
    let isUnknown = root?.controllers == nil || (host.disks ?? []).contains { $0.isVital && $0.controllers == nil }
    if isUnknown, !mayHoldDisks.isEmpty {
      problems.append(
        PassthroughProblem(
          "disk.unknown", .refused,
          tr(
            "It could not be found out which disk the host runs from, and %1$@ may be its controller.",
            mayHoldDisks.map(words).joined(separator: ", "))))
    }
    let lost = (host.disks ?? []).filter { !$0.isVital && !$0.isHeld && $0.controllers == nil }.map(\.place)
    if !lost.isEmpty, !mayHoldDisks.isEmpty {
      let places = lost.prefix(6).joined(separator: ", ") + (lost.count > 6 ? ", …" : "")
      problems.append(
        PassthroughProblem(
          "disk.usedUnknown", .fixable,
          tr(
            "It could not be found out which disks hold %1$@, and %2$@ may be their controller.", places,
            mayHoldDisks.map(words).joined(separator: ", ")),
          tr("Unmount them first, or make sure that their disks hang on something else."),
          step: PassthroughStep(.free, tr("Unmount %1$@, or look where their disks are.", places))))
    }
    for disk in host.disks ?? [] where !disk.isVital && !(disk.controllers ?? []).isDisjoint(with: gone) {
      problems.append(
        disk.isHeld
          ? PassthroughProblem(
            "disk.used", .fixable,
            tr("%1$@ is in use by what stands on it (LVM, LUKS or RAID), and would leave the host.", disk.place),
            tr("Stop that first: vgchange -an, cryptsetup close or mdadm --stop."),
            step: PassthroughStep(.free, tr("Stop what stands on %1$@.", disk.place)))
          : PassthroughProblem(
            "disk.used", .fixable, tr("%1$@ is mounted from a disk that would leave the host.", disk.place),
            tr("Unmount it first."), step: PassthroughStep(.free, tr("Unmount %1$@.", disk.place))))
    }
    return problems
  }

  private func networkProblems(
    _ subject: PassthroughSubject, _ leaving: [PCIDevice], _ gone: Set<PCIAddress>
  ) -> [PassthroughProblem] {
    let suspects = leaving.filter { ($0.kind?.isNetwork ?? true) && !isFree($0) }
    guard let cards = host.networkCards else {
      return suspects.isEmpty ? [] : [unknownNetwork(suspects, subject)]
    }
    let leavingCards = cards.filter { !$0.controllers.isDisjoint(with: gone) && $0.mayBeUsed }
    let others = cards.filter { $0.controllers.isDisjoint(with: gone) && !$0.controllers.isEmpty && $0.isOfUse }
    if leavingCards.isEmpty {
      // A network card whose interface was not found may be the one in use.
      let unseen = suspects.filter { device in !cards.contains { $0.controllers.contains(device.address) } }
      return unseen.isEmpty || !others.isEmpty ? [] : [unknownNetwork(unseen, subject)]
    }
    let names = leavingCards.map(\.name).joined(separator: ", ")
    let losesRoute =
      leavingCards.contains { $0.hasDefaultRoute != false } && !others.contains { $0.hasDefaultRoute == true }
    guard others.isEmpty || losesRoute else { return [] }
    return [
      PassthroughProblem(
        "network.only", .refused, tr("The host's only way into the network, %1$@, would go with it.", names),
        leavingCards.allSatisfy { !$0.controllers.isDisjoint(with: subject.addresses) } ? nil : separationWords)
    ]
  }

  private func unknownNetwork(_ devices: [PCIDevice], _ subject: PassthroughSubject) -> PassthroughProblem {
    PassthroughProblem(
      "network.unknown", .refused,
      tr(
        "Whether the host needs the network card %1$@ could not be found out.",
        devices.map(words).joined(separator: ", ")))
  }

  private func keyboardProblems(
    _ subject: PassthroughSubject, _ leaving: [PCIDevice], _ gone: Set<PCIAddress>
  ) -> [PassthroughProblem] {
    guard let inputs = host.inputDevices else { return unknownKeyboard(leaving) }
    /// Those that would go, when none that is one for certain stays.
    func lost(_ kind: InputDevice.Kind) -> [InputDevice] {
      let devices = inputs.filter { $0.kind == kind }
      let stays = devices.contains { $0.isPlaced && $0.isCertain && $0.controllers.isDisjoint(with: gone) }
      return stays ? [] : devices.filter { !$0.controllers.isDisjoint(with: gone) }
    }
    var problems: [PassthroughProblem] = []
    let keyboards = lost(.keyboard)
    if !keyboards.isEmpty {
      problems.append(
        PassthroughProblem(
          "input.keyboard", .refused,
          keyboards.contains(where: \.isCertain)
            ? tr("The host's only keyboard hangs on a USB controller that would go with it.")
            : tr("What may be the host's only keyboard hangs on a USB controller that would go with it."),
          tr("Plug the keyboard into a socket of another controller."),
          step: PassthroughStep(.free, tr("Plug the host's keyboard into a socket of another USB controller."))))
    }
    // Of a Bluetooth keyboard it is not told which controller its radio is on.
    let all = inputs.filter { $0.kind == .keyboard }
    if all.contains(where: { !$0.isPlaced }), !all.contains(where: { $0.isPlaced && $0.isCertain }) {
      problems += unknownKeyboard(leaving)
    }
    if !lost(.mouse).isEmpty {
      problems.append(
        PassthroughProblem(
          "input.mouse", .warning, tr("The host's only mouse hangs on a USB controller that would go with it."),
          tr("Plug the mouse into a socket of another controller.")))
    }
    return problems
  }

  private func unknownKeyboard(_ leaving: [PCIDevice]) -> [PassthroughProblem] {
    let controllers = leaving.filter { ($0.kind?.isUSBController ?? true) && !isFree($0) }
    guard !controllers.isEmpty else { return [] }
    return [
      PassthroughProblem(
        "input.unknown", .refused,
        tr(
          "Whether the host's keyboard hangs on %1$@ could not be found out.",
          controllers.map(words).joined(separator: ", ")))
    ]
  }

  /// Vital devices of which the group is not told may be in any, and so in this one.
  private func strayProblems(_ subject: PassthroughSubject, _ gone: Set<PCIAddress>) -> [PassthroughProblem] {
    guard host.iommu.isOn else { return [] }
    var vital: Set<PCIAddress> = []
    for disk in host.disks ?? [] where disk.isVital { vital.formUnion(disk.controllers ?? []) }
    for card in host.networkCards ?? [] where card.mayBeUsed { vital.formUnion(card.controllers) }
    for input in host.inputDevices ?? [] where input.kind == .keyboard { vital.formUnion(input.controllers) }
    let strays = vital.subtracting(gone).sorted().filter { address in
      guard let device = host.device(at: address) else { return true }
      return device.group == nil && !(device.kind?.isBridge ?? false)
        && !host.groups.contains { $0.members.contains(address) }
    }
    guard let stray = strays.first else { return [] }
    return [
      PassthroughProblem(
        "group.stray", .refused,
        tr("The kernel does not tell in which group %1$@ is, which the host needs: it may be in this one.", stray))
    ]
  }

  /// Whether the host has let go of a device.
  func isFree(_ device: PCIDevice) -> Bool { ["vfio-pci", "pci-stub"].contains(device.driver) }

  /// How to part a device from its group.
  private var separationWords: String {
    tr("Put the card into another slot, one that is connected to the processor itself, and look again.")
  }
}
