import Text

extension PassthroughCheck {
  /// Who uses it.
  func useProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    let holders = (host.use?.holders ?? []).filter { !$0.devices.isDisjoint(with: subject.addresses) }
    var problems: [PassthroughProblem] = []
    let machines = holders.filter(\.isMachine)
    if !machines.isEmpty {
      problems.append(
        PassthroughProblem(
          "held.machine", .refused, tr("A running machine has it: %1$@.", list(machines)),
          tr("Shut that machine down first."),
          step: PassthroughStep(.free, tr("Shut down the machine that has the device."))))
    }
    let users = holders.filter { !$0.isMachine && !$0.onlyWatchesSound }
    if !users.isEmpty {
      problems.append(
        PassthroughProblem(
          "held", .refused, tr("These processes use it: %1$@.", list(users)), remedy(for: users, subject),
          step: PassthroughStep(.free, tr("End what uses it: %1$@.", list(users)))))
    }
    let watchers = holders.filter { !$0.isMachine && $0.onlyWatchesSound }
    if !watchers.isEmpty {
      problems.append(
        PassthroughProblem(
          "held.sound", .warning,
          tr("%1$@ watches its sound output, and lets go when the card leaves.", list(watchers))))
    }
    return problems + unseenProblems(subject, hasHolders: !holders.isEmpty)
  }

  private func unseenProblems(_ subject: PassthroughSubject, hasHolders: Bool) -> [PassthroughProblem] {
    // Without a driver of the host's there is nothing that a process could hold.
    let drivers = subject.functions.compactMap(\.driver).filter { !["vfio-pci", "pci-stub", "pcieport"].contains($0) }
    guard subject.isGraphics || subject.functions.contains(where: { $0.kind?.isSound ?? true }) else { return [] }
    guard !drivers.isEmpty || subject.isDetached else { return [] }
    guard let unseen = host.use?.unseen, unseen == 0 else {
      guard !drivers.isEmpty else { return [] }
      return [
        PassthroughProblem(
          "held.unseen", .fixable, tr("Which processes use it cannot be seen by this user."),
          tr("Run the check as root: sudo neuron-vm gpu check %1$@", subject.primary.address),
          step: PassthroughStep(
            .free, tr("Look again as root, who sees all processes."),
            ["sudo neuron-vm gpu check \(subject.primary.address)"]))
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

  private func list(_ holders: [DeviceHolder]) -> String {
    let shown = holders.prefix(6).map(\.title).joined(separator: ", ")
    return holders.count > 6 ? tr("%1$@ and %2$@ more", shown, holders.count - 6) : shown
  }

  private func remedy(for holders: [DeviceHolder], _ subject: PassthroughSubject) -> String {
    let names = Set(holders.map(\.name))
    let desktops: Set = [
      "gnome-shell", "kwin_wayland", "kwin_x11", "Xorg", "Xwayland", "sway", "Hyprland", "plasmashell",
    ]
    if !names.isDisjoint(with: desktops) {
      return tr(
        "Your desktop holds every card it finds. Log out, and keep it from this one before you log in again: GNOME by a udev rule with the tag mutter-device-ignore, KDE by KWIN_DRM_DEVICES, sway by WLR_DRM_DEVICES."
      )
    }
    if names.contains("nvidia-persiste") || names.contains("nvidia-persistenced") {
      return tr("Stop it: sudo systemctl stop nvidia-persistenced.")
    }
    return tr("End them first.")
  }
}
