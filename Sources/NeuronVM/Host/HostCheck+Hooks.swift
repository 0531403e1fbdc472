import Hardware
import MachineModel
import Text

extension HostCheck {
  /// Whether libvirt has us look at devices before they leave, and keeps the computer awake while they are away; nothing
  /// for a connection that gives none away.
  ///
  /// - Parameter root: The folder that stands for `/`.
  func hookLines(below root: String = "") -> [HostCheckLine] {
    guard LibvirtHook.serves(choice) else { return [] }
    return [
      line(
        "hook", LibvirtHook.devices, below: root, title: tr("Hook of libvirt"),
        installed: tr("installed: whoever starts a machine, its devices are looked at before they leave"),
        missing: tr(
          "not installed: devices are looked at when neuron-vm starts a machine, and not when virsh or libvirt do")),
      line(
        "hook.awake", LibvirtHook.awake, below: root, title: tr("Hook for sleep"),
        installed: tr("installed: the computer does not sleep while a machine has one of its devices"),
        missing: tr("not installed: the computer may sleep while a machine has one of its devices, which then is lost")),
    ]
  }

  private func line(
    _ code: String, _ hook: LibvirtHook, below root: String, title: String, installed: String, missing: String
  ) -> HostCheckLine {
    let remedy = tr(
      "Install it as in docs/passthrough.md, and restart libvirt: sudo systemctl restart libvirtd")
    guard hook.isInstalled(below: root) else {
      return HostCheckLine(code: code, status: .warning, title: title, finding: missing, remedy: remedy)
    }
    let parts = hook.missingParts(below: root)
    guard parts.isEmpty else {
      return HostCheckLine(
        code: code, status: .warning, title: title,
        finding: tr("installed, but not what it needs: %1$@", parts.joined(separator: ", ")), remedy: remedy)
    }
    return HostCheckLine(code: code, status: .ok, title: title, finding: installed, remedy: nil)
  }

  /// The devices that did not come back from a machine.
  func unreturnedLines() -> [HostCheckLine] {
    guard LibvirtHook.serves(choice) else { return [] }
    return UnreturnedDevices().all.map { device in
      HostCheckLine(
        code: "device.unreturned", status: .warning, title: tr("Device"),
        finding: tr("%1$@ did not come back from its machine: %2$@", device.address, device.reason),
        remedy: tr("Try once more: neuron-vm host release %1$@", device.address))
    }
  }
}
