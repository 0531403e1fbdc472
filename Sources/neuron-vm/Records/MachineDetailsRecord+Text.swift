import MachineModel
import Text

extension MachineDetailsRecord {
  /// The same for a person.
  var text: String {
    var lines: [(String, String)] = [
      (tr("Name"), title.map { "\(name) (\($0))" } ?? name), (tr("UUID"), uuid), (tr("State"), stateText),
      (tr("Memory"), memoryMiB.map { tr("%1$@ MiB", $0) } ?? "-"), (tr("Processors"), vcpus.map(String.init) ?? "-"),
      (tr("Template"), template ?? "-"), (tr("Runs by"), type ?? "-"),
      (tr("Firmware"), firmwareText), (tr("TPM"), tpm ?? tr("none")),
      (tr("Starts with host"), autostart ? tr("yes") : tr("no")),
    ]
    for disk in disks {
      let facts = [disk.target, disk.bus, disk.format].compactMap { $0 }.joined(separator: ", ")
      lines.append((disk.device == "disk" ? tr("Disk") : disk.device, "\(disk.source ?? tr("empty")) (\(facts))"))
    }
    for network in networks {
      let facts = [network.model, network.mac].compactMap { $0 }.joined(separator: ", ")
      lines.append(
        (tr("Network"), "\([network.type, network.source].compactMap { $0 }.joined(separator: " ")) (\(facts))"))
    }
    if !devices.pci.isEmpty { lines.append((tr("PCI devices"), devices.pciTitles.joined(separator: ", "))) }
    for device in unreturned {
      lines.append((tr("Not returned"), tr("%1$@: %2$@", device.address, device.reason)))
    }
    if !devices.usb.isEmpty { lines.append((tr("USB devices"), devices.usb.joined(separator: ", "))) }
    if !devices.display.isEmpty { lines.append((tr("Display"), devices.display.joined(separator: ", "))) }
    if !snapshots.isEmpty { lines.append((tr("Snapshots"), snapshots.joined(separator: ", "))) }
    for change in pending { lines.append((tr("Waits for restart"), change.text)) }
    return Table.facts(lines)
  }

  private var stateText: String {
    var text = state.title
    if saved { text += tr(", memory saved on disk") }
    if pendingChanges { text += tr(", changes wait for the next start") }
    return text
  }

  private var firmwareText: String {
    let name = firmware == "uefi" ? "UEFI" : "BIOS"
    return secureBoot ? tr("%1$@ with Secure Boot", name) : name
  }
}
