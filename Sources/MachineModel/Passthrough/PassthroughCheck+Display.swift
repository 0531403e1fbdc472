import Text

extension PassthroughCheck {
  /// What the host would no longer show.
  func displayProblems(_ subject: PassthroughSubject, _ companions: [PCIDevice]) -> [PassthroughProblem] {
    var problems = bootDisplayProblems(subject)
    let gone = subject.addresses.union(companions.map(\.address))
    if !hasOtherDisplay(without: gone) {
      problems.append(
        PassthroughProblem(
          "display.only", .refused, tr("It is the only graphics card: the host would have no picture left.")))
    }
    return problems + connectorProblems(subject)
  }

  private func bootDisplayProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    let displays = (host.devices ?? []).filter { $0.kind?.isDisplay == true || $0.isBootDisplay != nil }
    let own = subject.functions.filter { $0.kind?.isDisplay ?? true }
    if own.contains(where: { $0.isBootDisplay == true }) {
      return [
        PassthroughProblem(
          "display.boot", .refused,
          tr("The firmware's screen and the host's console are on it (boot_vga): without it you may see nothing."),
          tr(
            "Make another card the first in the firmware's setup (“Primary Display”, often the processor's own graphics), and connect the screen to that one."
          ),
          step: PassthroughStep(
            .firmware,
            tr("Make another graphics card the first in the firmware's setup, and connect the screen to it.")))
      ]
    }
    let others = displays.filter { !subject.addresses.contains($0.address) && $0.physicalFunction == nil }
    let canShowFirmware = own.contains { $0.kind?.isVGA ?? true }
    if others.contains(where: { $0.isBootDisplay == true }) {
      // The kernel tells it of every VGA card.
      if own.allSatisfy({ $0.isBootDisplay == false || !($0.kind?.isVGA ?? true) }) { return [] }
    } else if !canShowFirmware {
      return []
    } else if displays.allSatisfy({ $0.isBootDisplay == nil }), host.processor.isPC == false,
      (host.adapters ?? []).contains(where: { adapter in
        !(adapter.device.map(subject.addresses.contains) ?? false)
          && adapter.connectors.contains { $0.isEnabled == true && $0.isConnected == true }
      })
    {
      // Not every computer has such a card; the one that shows a picture is another then.
      return []
    }
    return [
      PassthroughProblem(
        "display.bootUnknown", .refused,
        tr("The kernel does not tell on which card the host's console is, so it may be on this one."))
    ]
  }

  /// Whether the host keeps something to show a picture with.
  private func hasOtherDisplay(without gone: Set<PCIAddress>) -> Bool {
    let cards = (host.devices ?? []).contains {
      $0.kind?.isDisplay == true && !gone.contains($0.address) && showsPictures($0)
    }
    return cards
      || (host.adapters ?? []).contains { adapter in
        adapter.device == nil && adapter.connectors.contains { $0.isConnected == true }
      }
  }

  /// Whether the host can show something with a card: its driver has it, and there is a socket for a screen.
  private func showsPictures(_ device: PCIDevice) -> Bool {
    guard device.physicalFunction == nil, device.driver != nil, !isFree(device) else { return false }
    return device.kind?.is3DController != true
      || (host.adapters ?? []).contains { $0.device == device.address && !$0.connectors.isEmpty }
  }

  private func connectorProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    guard let adapters = host.adapters else {
      return [
        PassthroughProblem(
          "display.unknown", .refused, tr("Which screens are on could not be read."))
      ]
    }
    let own = adapters.filter { $0.device.map(subject.addresses.contains) ?? false }
    let connectors = own.flatMap(\.connectors)
    let on = connectors.filter { $0.isEnabled == true }
    if !on.isEmpty {
      let names = on.map(\.socket).joined(separator: ", ")
      return [
        PassthroughProblem(
          "display.on", .refused, tr("It shows a picture now, on %1$@.", names),
          isConsoleAlone(subject)
            ? tr(
              "Connect that screen to another card. No process draws on it: the kernel's console is there, perhaps left by the last one that did. Where you need no picture of it, take it off: echo %1$@ | sudo tee /sys/bus/pci/devices/%1$@/driver/unbind /sys/bus/pci/drivers_probe",
              subject.primary.address) : tr("Connect that screen to another card, and log in again."),
          step: PassthroughStep(.free, tr("Connect the screen on %1$@ to another card, and log in again.", names)))
      ]
    }
    let dark = connectors.filter { $0.isEnabled == nil }
    if !dark.isEmpty || isMissingConnectors(subject, own) {
      return [
        PassthroughProblem(
          "display.unknown", .refused, tr("The kernel does not tell whether a screen on it is on."))
      ]
    }
    return []
  }

  /// Whether the picture is the kernel's console alone, and another card keeps one: all processes were seen, none of them
  /// uses the card, it is not the host's first, and a screen is on elsewhere.
  private func isConsoleAlone(_ subject: PassthroughSubject) -> Bool {
    host.use?.unseen == 0 && bootDisplayProblems(subject).isEmpty
      && holders(of: subject).allSatisfy { !$0.nodes.contains { $0.hasPrefix("/dev/dri/") } }
      && (host.adapters ?? []).contains { adapter in
        !(adapter.device.map(subject.addresses.contains) ?? false)
          && adapter.connectors.contains { $0.isEnabled == true && $0.isConnected == true }
      }
  }

  /// Whether its driver must have told of sockets, and none was found.
  private func isMissingConnectors(_ subject: PassthroughSubject, _ adapters: [DisplayAdapter]) -> Bool {
    let bound = subject.functions.filter { $0.kind?.isDisplay ?? true }.compactMap(\.driver)
    guard let driver = bound.first(where: { !["vfio-pci", "pci-stub"].contains($0) }) else { return false }
    let hasCard = adapters.contains { $0.nodes.contains { $0.hasPrefix("card") } }
    if driver == "nvidia" {
      // Without its part for the kernel (nvidia_drm) it shows pictures by itself; who uses it then holds its nodes.
      guard let modules = host.kernel.modules else { return true }
      guard modules.contains("nvidia_drm") else { return false }
      if hasCard && host.kernel.nvidiaModeset == false { return false }
    }
    if !hasCard { return true }
    let hasSockets = adapters.contains { !$0.connectors.isEmpty }
    return !hasSockets && (subject.primary.kind?.isVGA ?? true)
  }
}
