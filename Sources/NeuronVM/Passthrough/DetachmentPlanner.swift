import MachineModel
import Text
import XML

/// Decides, from values alone, how a device of the host is taken from a machine.
///
/// The host is not looked at: a device that is no longer there has to go all the same.
struct DetachmentPlanner {
  let forms: DeviceForms
  /// The device, by any of its functions; nil for the only one.
  let address: PCIAddress?
  /// Whether it has to be a graphics card, as far as the machine tells.
  let onlyGraphics: Bool

  func plan() throws(NeuronError) -> DetachmentPlan {
    let noted = GivenDevice.all(in: forms.definition)
    // What runs may still have what the definition no longer has.
    let given = noted + (forms.running.map { GivenDevice.all(in: $0) } ?? []).filter { !noted.contains($0) }
    let defined = forms.definition.hostFunctions
    let running = forms.running?.hostFunctions ?? [:]
    let all = Set(defined.keys).union(running.keys)
    let address = if let named = self.address { named } else { try onlyDevice(given, all) }
    let device = given.first { $0.addresses.contains(address) }
    let functions = device?.addresses ?? strangers(address, all.subtracting(given.flatMap(\.addresses)))
    guard device != nil || !functions.isEmpty else { throw .refused([missing(address, given, all)]) }

    var domain = forms.definition
    var steps: [String] = []
    let leaving = functions.intersection(defined.keys).sorted()
    if !leaving.isEmpty {
      domain.edit("devices") { devices in
        devices.removeAll("hostdev") { $0.hostFunction.map(functions.contains) ?? false }
      }
      let names = leaving.map(\.description).joined(separator: ", ")
      steps.append(tr("Take %1$@ out of the machine.", names))
    }
    forget(device, in: &domain, &steps)
    let inside = functions.intersection(running.keys)
    let isShared = inside.contains { running[$0]?.sharesSlot(with: running.values) ?? false }
    if !inside.isEmpty, !isShared { steps.append(tr("Ask the guest to let it go now, and give it back to the host.")) }
    var warnings: [String] = []
    if isShared {
      warnings.append(
        tr("The running machine keeps it until it is off: libvirt takes no card out whose functions share a slot."))
    }
    let first = device?.address ?? inside.min()
    let live = inside.sorted().filter { $0 != first } + inside.filter { $0 == first }
    return DetachmentPlan(
      title: device?.title ?? "\(address)", functions: functions, steps: steps,
      difference: try LineDifference(from: forms.definition, to: domain),
      definition: domain == forms.definition ? nil : domain, live: isShared ? [] : live,
      returning: device?.hostFunctions ?? [], warnings: warnings)
  }

  /// Whether the machine has nothing of a device, in whatever form.
  func isAbsent(_ address: PCIAddress) -> Bool {
    let forms = [forms.definition, forms.running].compactMap(\.self)
    return !forms.contains { $0.hostFunctions.keys.contains { $0.isSameDevice(as: address) } }
      && !GivenDevice.all(in: forms[0]).contains { $0.addresses.contains(address) }
  }

  /// Takes the note out, and what was switched on for it when no other device needs it.
  private func forget(_ device: GivenDevice?, in domain: inout Element, _ steps: inout [String]) {
    guard let device else { return }
    var others = GivenDevice.all(in: domain).filter { $0 != device }
    if others.isEmpty {
      // Devices that other tools gave need it as well.
      if domain.hostFunctions.isEmpty {
        for setting in PassthroughSetting.allCases where device.settings.contains(setting) {
          if setting.switchOff(in: &domain) { steps.append(setting.reversal) }
        }
      }
    } else {
      others[0].settings.formUnion(device.settings)
    }
    domain.setGivenDevices(others)
  }

  /// The functions of a device that another tool gave: a graphics card's go together.
  private func strangers(_ address: PCIAddress, _ all: Set<PCIAddress>) -> Set<PCIAddress> {
    all.filter { onlyGraphics ? address.isSameDevice(as: $0) : $0 == address }
  }

  private func onlyDevice(_ given: [GivenDevice], _ all: Set<PCIAddress>) throws(NeuronError) -> PCIAddress {
    let devices = given.filter { $0.isGraphics || !onlyGraphics }
    if devices.count == 1, let device = devices.first { return device.address }
    let strange = all.subtracting(given.flatMap(\.addresses)).sorted()
    if devices.isEmpty, let first = strange.first, strange.allSatisfy(first.isSameDevice) { return first }
    guard !all.isEmpty || !devices.isEmpty else {
      throw .refused([
        Problem(code: "device.none", message: tr("“%1$@” has no device of the host.", forms.name), kind: .notFound)
      ])
    }
    throw .refused([
      Problem(
        code: "device.which", message: tr("“%1$@” has several devices of the host.", forms.name),
        remedy: tr("Say which one goes: %1$@.", list(given, all)))
    ])
  }

  private func missing(_ address: PCIAddress, _ given: [GivenDevice], _ all: Set<PCIAddress>) -> Problem {
    Problem(
      code: "device.missing", message: tr("“%1$@” does not have the device %2$@.", forms.name, address),
      remedy: all.isEmpty && given.isEmpty
        ? tr("It has no device of the host.") : tr("Its devices of the host are: %1$@.", list(given, all)),
      kind: .notFound)
  }

  private func list(_ given: [GivenDevice], _ all: Set<PCIAddress>) -> String {
    let strange = all.subtracting(given.flatMap(\.addresses)).sorted().map(\.description)
    return (given.map(\.title) + strange).joined(separator: ", ")
  }
}

extension Element {
  /// Whether another device of the machine is in the same slot.
  fileprivate func sharesSlot(with others: some Collection<Element>) -> Bool {
    func slot(_ device: Element) -> [String?]? {
      device.all("address").first { $0["type"] == "pci" }.map { [$0["domain"], $0["bus"], $0["slot"]] }
    }
    guard let own = slot(self) else { return false }
    return others.count { slot($0) == own } > 1
  }
}
