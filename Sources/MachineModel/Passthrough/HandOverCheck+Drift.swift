import Text

extension HandOverCheck {
  /// What is wrong with the place of a device; nil when it is where it was.
  func drift(of device: GivenDevice) -> PassthroughProblem? {
    let primary = device.functions[0]
    let places = self.places(of: primary)
    let message: String
    // Every function has to be what it was: the machine gets them all by their addresses.
    let other = device.functions.first { function in
      host.device(at: function.address).map { !function.isOfSameMake(as: $0) } ?? true
    }
    if let other {
      let now = host.device(at: other.address).map { tr("there is %1$@ now", $0.title) }
      message = tr(
        "%1$@, which “%2$@” was given, is no longer at %3$@: %4$@.", device.name, machine.name, other.address,
        now ?? tr("nothing is there now"))
    } else {
      guard let now = host.device(at: device.address), !isInPlace(primary, now, places) else { return nil }
      message = tr(
        "“%1$@” was given %2$@ in the slot %3$@: at that address is an equal device now, in the slot %4$@.",
        machine.name, device.title, primary.path ?? "?", now.slotPath ?? "?")
    }
    return PassthroughProblem(
      "device.moved", .refused, message + " " + whereabouts(places), remedy(for: device, at: places))
  }

  /// Where devices of the same make are now, the one in the same slot alone when there is one.
  private func places(of function: DeviceIdentity) -> [PCIDevice] {
    let equal = (host.devices ?? []).filter { function.isOfSameMake(as: $0) }
    let same = equal.filter { $0.slotPath != nil && $0.slotPath == function.path }
    return same.isEmpty ? equal : same
  }

  /// Whether a device of the same make at the same address is the one that was given.
  ///
  /// With several equal ones the slot decides. The only one of its make is the one that was given, wherever it is plugged
  /// in now.
  private func isInPlace(_ function: DeviceIdentity, _ now: PCIDevice, _ places: [PCIDevice]) -> Bool {
    function.path == nil || now.slotPath == function.path || places.map(\.address) == [now.address]
  }

  private func whereabouts(_ places: [PCIDevice]) -> String {
    switch places.count {
    case 0: tr("It was found nowhere else.")
    case 1: tr("It is at %1$@ now.", places[0].address)
    default: tr("Equal ones are at %1$@.", places.map { "\($0.address)" }.joined(separator: ", "))
    }
  }

  private func remedy(for device: GivenDevice, at places: [PCIDevice]) -> String {
    let verb = device.isGraphics ? "gpu" : "pci"
    let detach = "neuron-vm \(verb) detach \(ShellWord(machine.name, device.address.description))"
    switch places.count {
    case 0:
      return tr("Look whether it is plugged in and switched on, or take it out of the machine: %1$@", detach)
    case 1:
      return tr(
        "Give the machine the device at its new address: %1$@ && %2$@", detach,
        "neuron-vm \(verb) attach \(ShellWord(machine.name, places[0].address.description))")
    default:
      return tr(
        "Look which one it is, and give the machine that: %1$@ && %2$@", detach,
        "neuron-vm \(verb) attach \(ShellWord(machine.name, "ADDRESS"))")
    }
  }
}
