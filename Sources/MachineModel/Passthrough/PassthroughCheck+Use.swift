import Text

extension PassthroughCheck {
  /// The drivers of it, or of what is in its group, that were told to let go and have not.
  func stuckProblems(_ subject: PassthroughSubject, _ companions: [PCIDevice]) -> [PassthroughProblem] {
    (subject.functions + companions).compactMap { device in
      guard let driver = device.stuckDriver else { return nil }
      return PassthroughProblem(
        "driver.stuck", .refused,
        tr(
          "%1$@ is stuck: its driver %2$@ was told to let go and has not, and the kernel waits.", device.address, driver
        ),
        tr(
          "End what still uses it, then: neuron-vm host undo. Only a restart of the computer frees what never lets go."),
        step: PassthroughStep(
          .free, tr("End what still uses %1$@, and give back what was begun.", device.address), ["neuron-vm host undo"])
      )
    }
  }

  /// Who uses it.
  func useProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    let holders = holders(of: subject)
    var problems: [PassthroughProblem] = []
    let machines = holders.filter(\.isMachine)
    if !machines.isEmpty {
      problems.append(
        PassthroughProblem(
          "held.machine", .refused, tr("A running machine has it: %1$@.", list(machines)),
          tr("Shut that machine down first."),
          step: PassthroughStep(.free, tr("Shut down the machine that has the device."))))
    }
    let users = holders.filter { !$0.isMachine && !$0.onlyWatches }
    if !users.isEmpty {
      problems.append(
        PassthroughProblem(
          "held", .refused, tr("These processes use it: %1$@.", list(users)), remedy(for: users, subject),
          step: PassthroughStep(.free, freeingWords(users, subject))))
    }
    let watchers = holders.filter { !$0.isMachine && $0.onlyWatches }
    let listeners = watchers.filter(\.listensToInput)
    if watchers.contains(where: \.watchesSound) {
      problems.append(
        PassthroughProblem(
          "held.sound", .warning,
          tr("%1$@ watches its sound output, and lets go when the card leaves.", list(watchers.filter(\.watchesSound))))
      )
    }
    if !listeners.isEmpty {
      problems.append(
        PassthroughProblem(
          "held.input", .warning,
          tr("%1$@ listens to the keyboards and mice on it, and lets go as when they are unplugged.", list(listeners))))
    }
    return problems + unseenProblems(subject, hasHolders: !holders.isEmpty)
  }

  /// The processes that hold a subject, each with the nodes that are the subject's.
  func holders(of subject: PassthroughSubject) -> [DeviceHolder] {
    let addresses = subject.addresses
    return (host.use?.holders ?? []).compactMap { $0.holding(addresses) }
  }

  private func unseenProblems(_ subject: PassthroughSubject, hasHolders: Bool) -> [PassthroughProblem] {
    // Without a driver of the host's there is nothing that a process could hold.
    let drivers = subject.functions.compactMap(\.driver).filter { !["vfio-pci", "pci-stub", "pcieport"].contains($0) }
    guard mayHaveNodes(subject) else { return [] }
    guard !drivers.isEmpty || subject.isDetached else { return [] }
    guard let unseen = host.use?.unseen, unseen == 0 else {
      guard !drivers.isEmpty else { return [] }
      return [
        PassthroughProblem(
          "held.unseen", .fixable, tr("Which processes use it cannot be seen by this user."),
          tr("Run the check as root: sudo %1$@", checkCommand(subject)),
          step: PassthroughStep(
            .free, tr("Look again as root, who sees all processes."), ["sudo " + checkCommand(subject)]))
      ]
    }
    let counted = ["amdgpu", "radeon", "nouveau"].filter { drivers.contains($0) }
    guard let driver = counted.first, !hasHolders else { return [] }
    // With two cards of one driver the holders of the other explain the count.
    let siblings = (host.devices ?? []).filter { $0.driver == driver && $0.kind?.isDisplay == true }.map(\.address)
    let isExplained = (host.use?.holders ?? []).contains { !$0.devices.isDisjoint(with: siblings) }
    guard !isExplained, host.use?.moduleUses[driver].map({ $0 > 0 }) ?? true else { return [] }
    return [
      PassthroughProblem(
        "held.unseen", .refused, tr("Its driver %1$@ is in use, and by whom could not be seen.", driver),
        tr("Look at it with: sudo fuser -v /dev/dri/*."))
    ]
  }

  /// Whether there is a node of it that a process could hold, or it is not told that there is none.
  private func mayHaveNodes(_ subject: PassthroughSubject) -> Bool {
    guard !subject.isGraphics, subject.functions.allSatisfy({ $0.kind.map { !$0.isSound } ?? false }) else {
      return true
    }
    return host.use?.functionsWithNodes.map { !$0.isDisjoint(with: subject.addresses) } ?? true
  }

  /// The processes with the nodes they hold, two of each: by these a person finds out what they do with the device.
  private func list(_ holders: [DeviceHolder]) -> String {
    let shown = holders.prefix(6).map { holder in
      let nodes = holder.nodes.prefix(2).joined(separator: ", ") + (holder.nodes.count > 2 ? ", …" : "")
      return tr("%1$@ (pid %2$@: %3$@)", holder.name.isEmpty ? "?" : holder.name, holder.process, nodes)
    }
    .joined(separator: ", ")
    return holders.count > 6 ? tr("%1$@ and %2$@ more", shown, holders.count - 6) : shown
  }

  private func freeingWords(_ holders: [DeviceHolder], _ subject: PassthroughSubject) -> String {
    let names = Set(holders.map(\.name))
    let shown = holders.prefix(6).map(\.title).joined(separator: ", ") + (holders.count > 6 ? ", …" : "")
    return names.isDisjoint(with: KnownHolder.desktops) || !subject.isGraphics
      ? tr("End what uses it: %1$@.", shown)
      : tr("Log out, keep the desktop from this card, and log in again. It is used by %1$@.", shown)
  }

  private func remedy(for holders: [DeviceHolder], _ subject: PassthroughSubject) -> String {
    let names = Set(holders.map(\.name))
    if subject.isGraphics, !names.isDisjoint(with: KnownHolder.desktops) {
      return tr(
        "Your desktop holds every card it finds. Log out, and keep it from this one before you log in again: GNOME by a udev rule with the tag mutter-device-ignore, KDE by KWIN_DRM_DEVICES, sway by WLR_DRM_DEVICES."
      )
    }
    if !names.isDisjoint(with: KnownHolder.nvidiaPersistence) {
      return tr("Stop it: sudo systemctl stop nvidia-persistenced.")
    }
    if holders.allSatisfy({ $0.nodes.allSatisfy { $0.hasPrefix("/dev/i2c-") } }) {
      return tr("End them first: they set screens or lamps over the card's own bus (i2c).")
    }
    return tr("End them first.")
  }
}
