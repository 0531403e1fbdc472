import MachineModel
import Text

/// Judges whether a USB device may go from the host to a machine.
///
/// Pure; what is not known makes it stricter.
struct USBCheck {
  let host: USBHardware
  /// Who has devices, the machine that is meant included.
  let holders: [USBHolder]
  /// Whether the user has said that there is another way into the computer.
  let hasAnotherWayIn: Bool

  /// The device that a name means, or why it means none, or several.
  func device(_ name: USBDeviceName) -> Result<USBDevice, NeuronError> {
    guard let devices = host.devices else {
      return .failure(
        .refused([
          Problem(
            code: "usb.noBus", message: tr("This computer has no USB, or it is not shown here (as in a container)."))
        ]))
    }
    let found = devices.filter(name.matches)
    if found.count == 1, let device = found.first { return .success(device) }
    let see = tr("“neuron-vm usb list” shows the devices there are.")
    guard !found.isEmpty else {
      return .failure(
        .refused([
          Problem(
            code: "usb.notFound", message: tr("No USB device “%1$@” is plugged in.", name), remedy: see,
            kind: .notFound)
        ]))
    }
    let names = found.prefix(10).map { "\($0.name(among: devices)) (\($0.title), port:\($0.port))" }
    return .failure(
      .refused([
        Problem(
          code: "usb.ambiguous",
          message: tr(
            "“%1$@” means %2$@ devices: %3$@.", name, found.count, names.joined(separator: ", ")),
          remedy: tr("Name one of them: %1$@", ShellWord("\(found[0].name(among: devices))")))
      ]))
  }

  /// Everything that stands in the way.
  func problems(_ device: USBDevice, for machine: Machine.ID) -> [Problem] {
    var problems: [Problem] = []
    if device.isHub {
      problems.append(
        Problem(
          code: "usb.hub", message: tr("%1$@ is a hub: QEMU cannot give one to a machine.", device.title),
          remedy: tr("Give the machine the devices that are plugged into it.")))
    }
    problems += storageProblems(device)
    if !hasAnotherWayIn { problems += inputProblems(device) }
    let name = device.name(among: host.devices ?? [])
    for holder in holders where holder.id != machine && holder.has(device) {
      problems.append(
        Problem(
          code: "usb.usedByMachine", message: tr("“%1$@” has %2$@ already.", holder.name, device.title),
          remedy: tr(
            "Take it from there first: neuron-vm usb detach %1$@", ShellWord(holder.name, "\(name)"))))
    }
    return problems
  }

  private func storageProblems(_ device: USBDevice) -> [Problem] {
    let vital = device.disks.filter(\.isVital)
    if !vital.isEmpty {
      return [
        Problem(
          code: "usb.vital",
          message: tr(
            "This computer runs from %1$@: %2$@ is on it.", device.title,
            vital.map(\.place).joined(separator: ", ")))
      ]
    }
    if !device.disks.isEmpty {
      let places = device.disks.map(\.place)
      let mounted = places.filter { !$0.hasPrefix("/dev/") }
      return [
        Problem(
          code: "usb.mounted",
          message: tr("This computer uses %1$@: %2$@.", device.title, places.joined(separator: ", ")),
          remedy: mounted.isEmpty
            ? tr("Something stands on it (LVM, encryption, RAID): close that first.")
            : tr("Unmount it first: umount %1$@", mounted.map(ShellWord.quoted).joined(separator: " ")))
      ]
    }
    guard device.kinds.contains(.storage), !hasAnotherWayIn,
      host.unplacedDisks.map({ $0.contains(where: \.isVital) }) ?? true
    else { return [] }
    return [
      Problem(
        code: "usb.disk.unknown",
        message: tr(
          "It cannot be found out which disks this computer runs from; %1$@ may be one of them.", device.title),
        remedy: tr("If you know that it is none, say --i-have-another-way-in."))
    ]
  }

  private func inputProblems(_ device: USBDevice) -> [Problem] {
    let way = tr("If you can get into this computer without it – by ssh –, say --i-have-another-way-in.")
    var problems: [Problem] = []
    for (kind, own) in [(InputDevice.Kind.keyboard, USBKind.keyboard), (.mouse, .mouse)] {
      guard let inputs = host.inputDevices else {
        guard device.kinds.contains(own) else { continue }
        problems.append(
          Problem(
            code: "usb.input.unknown",
            message: tr("It cannot be found out whether this computer has another %1$@.", own.title), remedy: way))
        continue
      }
      let same = inputs.filter { $0.kind == kind && ($0.isCertain || kind == .mouse) }
      guard same.contains(where: { $0.usbPort == device.port }), same.allSatisfy({ $0.usbPort == device.port })
      else { continue }
      problems.append(
        Problem(
          code: "usb.input.\(own.rawValue)",
          message: tr("%1$@ is the only %2$@ of this computer.", device.title, own.title),
          remedy: tr("Plug in another one.") + " " + way))
    }
    return problems
  }
}
