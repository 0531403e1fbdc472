import Text

extension PassthroughCheck {
  /// What works, and perhaps not well.
  func qualityWarnings(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    let device = subject.primary
    var warnings: [PassthroughProblem] = []
    func warn(_ code: String, _ message: String, _ remedy: String? = nil) {
      warnings.append(PassthroughProblem(code, .warning, message, remedy))
    }
    if let trouble = ResetTrouble.of(device) {
      warn("reset.trouble", trouble.message, trouble.remedy)
    } else if device.details?.resetMethods?.isEmpty == true {
      warn(
        "reset.none",
        tr("The kernel knows no way to reset it: it may work in the first machine only, until the computer restarts."))
    }
    if subject.isGraphics {
      if device.identity?.vendor == 0x10DE, device.kind?.isDisplay == true {
        warn(
          "nvidia.error43",
          tr("NVIDIA's drivers before 465 (2021) stop in a machine with “error 43” on GeForce cards."),
          tr("Install a current driver in the guest; then nothing has to be hidden from it."))
      }
      if device.kind?.is3DController == true, host.board.isLaptop {
        warn(
          "display.muxless",
          tr("It has no sockets of its own: the laptop's screen hangs on the other card."),
          tr("The machine's picture is seen by Looking Glass or over the network."))
      }
      if let largest = device.details?.resizableBARs.flatMap(\.sizes).max(by: { $0.bytes < $1.bytes }),
        largest.bytes > 256 << 20
      {
        warn(
          "bar.resizable",
          tr(
            "Its memory window can be made larger (Resizable BAR), up to %1$@; the size at the host's start is what a machine gets.",
            largest))
      }
    }
    if let link = device.details?.link, link.isNarrow, let width = link.width, let most = link.maximumWidth {
      warn(
        "link.narrow", tr("It is connected by %1$@ lanes of %2$@.", width, most),
        tr("Look whether it sits in the right slot, and whether another slot or disk takes its lanes."))
    }
    if isVirtualFunction(subject), let parent = device.physicalFunction {
      warn("device.virtual", tr("It is a virtual function of %1$@, whose driver has to stay with the host.", parent))
    }
    let twins = (device.identity.flatMap { equalCards[$0] } ?? []).lazy.filter { $0 != device.address }.prefix(4)
    if subject.isGraphics, !isVirtualFunction(subject), !twins.isEmpty {
      warn(
        "card.twin",
        tr(
          "There is an equal card at %1$@: only the address tells them apart.",
          twins.map { "\($0)" }.joined(separator: ", ")),
        tr("Do not bind by vendor and device (vfio-pci.ids): that takes both."))
    }
    return warnings
  }
}
