import Hardware
import Text

extension HostCheck {
  /// Whether libvirt has us look at devices before they leave; nothing for a connection that gives none away.
  func hookLines() -> [HostCheckLine] {
    guard LibvirtHook.serves(choice) else { return [] }
    let title = tr("Hook of libvirt")
    guard LibvirtHook.isInstalled else {
      return [
        HostCheckLine(
          code: "hook", status: .warning, title: title,
          finding: tr(
            "not installed: devices are looked at when neuron-vm starts a machine, and not when virsh or libvirt do"),
          remedy: tr(
            "Install neuron-vm-host and its hook as in docs/passthrough.md, and restart libvirt: sudo systemctl restart libvirtd"
          ))
      ]
    }
    return [
      HostCheckLine(
        code: "hook", status: .ok, title: title,
        finding: tr("installed: whoever starts a machine, its devices are looked at before they leave"), remedy: nil)
    ]
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
