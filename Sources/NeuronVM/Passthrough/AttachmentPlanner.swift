import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine is given a device of its host, or tells all that stands in the way.
struct AttachmentPlanner {
  let forms: DeviceForms
  let facts: AttachmentFacts

  private var subject: PassthroughSubject { facts.report.subject }

  func plan() throws(NeuronError) -> AttachmentPlan {
    let present = forms.definition.hostFunctions
    let problems = self.problems()
    guard problems.isEmpty else { throw .refused(problems) }
    var domain = forms.definition
    var steps: [String] = []
    let missing = subject.functions.filter { present[$0.address] == nil }
    if !missing.isEmpty {
      addFunctions(missing, to: &domain, isWhole: missing.count == subject.functions.count)
      let names = missing.map { tr("%1$@ (%2$@)", $0.address, $0.purpose) }.joined(separator: ", ")
      steps.append(
        tr("Give it %1$@: libvirt takes it from the host at the start, and gives it back at the end.", names))
    }
    if let path = facts.romPath, addROM(path, to: &domain), missing.isEmpty {
      steps.append(tr("Give the card the ROM of %1$@.", path))
    }
    let settings = PassthroughSetting.needed(for: subject, in: domain)
    for setting in settings {
      setting.switchOn(in: &domain)
      steps.append(setting.title)
    }
    note(settings, in: &domain, &steps)
    let live = liveFunctions()
    if !live.isEmpty { steps.append(tr("Give it to the running machine now.")) }
    return AttachmentPlan(
      subject: subject, steps: steps, difference: try LineDifference(from: forms.definition, to: domain),
      warnings: warnings(), definition: domain == forms.definition ? nil : domain, live: live)
  }

  // MARK: - What stands in the way

  /// Problems of the moment: they stand in the way of a start and not of a definition.
  static let momentary: Set = ["display.on", "driver.stuck", "held", "held.machine", "held.unseen", "machine.taken"]

  private func problems() -> [Problem] {
    var problems: [Problem] = []
    if facts.isSession {
      problems.append(
        Problem(
          code: "machine.session",
          message: tr(
            "A user's own libvirt may not take devices from the host, and “%1$@” is at qemu:///session.", forms.name),
          remedy: tr("Make the machine at qemu:///system: neuron-vm create --connect qemu:///system …")))
    }
    for problem in facts.report.problems where problem.severity != .warning {
      // It is to be completed.
      if problem.code == "machine.partly" { continue }
      if forms.running == nil, Self.momentary.contains(problem.code) { continue }
      // It is this machine that has it.
      if problem.code == "held.machine", hasItNow { continue }
      problems.append(Problem(problem))
    }
    if let override = facts.report.override, let last = problems.indices.last, problems.count > 0 {
      let words = tr("If you can get into this computer without it, say so: %1$@", override)
      let problem = problems[last]
      problems[last] = Problem(
        code: problem.code, message: problem.message,
        remedy: [problem.remedy, words].compactMap(\.self).joined(separator: " "), kind: problem.kind)
    }
    return problems + facts.romProblems
  }

  private func warnings() -> [String] {
    var warnings: [String] = []
    for problem in facts.report.problems {
      if problem.severity == .warning {
        warnings.append(problem.message)
      } else if forms.running == nil, Self.momentary.contains(problem.code) {
        warnings.append(tr("It cannot start as things are now: %1$@", problem.message))
      }
    }
    let (wanted, free) = (functionsToPlug.count, forms.hotPlug?.freePorts.count ?? 0)
    if wanted > free {
      warnings.append(
        tr(
          "It gets it from its next start on: %1$@ free PCI Express ports are needed while it runs, and it has %2$@.",
          wanted, free))
    }
    if facts.isSaved { warnings.append(SettingsPlanner.savedWarning) }
    return warnings
  }

  /// Whether the running machine has all of it.
  private var hasItNow: Bool {
    guard let running = forms.running else { return false }
    let present = running.hostFunctions
    return subject.functions.allSatisfy { present[$0.address] != nil }
  }

  // MARK: - The definition

  private func addFunctions(_ functions: [PCIDevice], to domain: inout Element, isWhole: Bool) {
    let addresses = functions.map(\.address)
    guard let device = PCIHostDevice(functions: addresses) else { return }
    // Drivers of some cards look for the sound at function 1 of their own slot.
    let hasSeveral = isWhole && addresses.count > 1 && addresses.contains { $0.function == 0 }
    let slot = hasSeveral ? GuestSlot(in: domain) : nil
    domain.edit("devices") { devices in
      if let port = slot?.port { devices.children.append(.element(port)) }
      for (function, element) in zip(device.functions, device.elements) {
        var element = element
        if let slot { element.children.append(.element(slot.address(of: function))) }
        devices.children.append(.element(element))
      }
    }
  }

  /// Gives the function that makes the picture a ROM; tells whether that is new.
  private func addROM(_ path: String, to domain: inout Element) -> Bool {
    let before = domain
    domain.edit("devices") { devices in
      devices.editEach("hostdev") { device in
        guard device.hostFunction == subject.primary.address else { return }
        device.edit("rom") { $0["file"] = path }
      }
    }
    return domain != before
  }

  /// Writes down what the device is, and what was switched on for it.
  private func note(_ settings: [PassthroughSetting], in domain: inout Element, _ steps: inout [String]) {
    var devices = GivenDevice.all(in: domain)
    let former = devices.filter { !$0.addresses.isDisjoint(with: subject.addresses) }
    let device = GivenDevice(
      subject, hasAnotherWayIn: facts.hasAnotherWayIn || former.contains(where: \.hasAnotherWayIn),
      settings: former.reduce(into: Set(settings)) { $0.formUnion($1.settings) }, former: former)
    if former == [device] { return }
    devices.removeAll { former.contains($0) }
    domain.setGivenDevices(devices + [device])
    steps.append(
      tr("Note in the machine what it is and in which slot, so that no other device is given away by its address."))
  }

  // MARK: - What runs

  /// A `<hostdev>` for each function that the running machine lacks; empty where it has no place for all of them.
  ///
  /// Each has a port of its own: libvirt plugs no second function into a slot while a machine runs.
  private func liveFunctions() -> [PCIAddress: Element] {
    let missing = functionsToPlug
    guard let device = PCIHostDevice(functions: missing), let ports = forms.hotPlug?.freePorts,
      ports.count >= missing.count
    else { return [:] }
    var elements: [PCIAddress: Element] = [:]
    for (number, function) in device.functions.enumerated() {
      var element = device.elements[number]
      if function == subject.primary.address, let path = facts.romPath {
        element.children.append(.element(Element("rom", ["file": path])))
      }
      element.children.append(.element(GuestSlot(port: ports[number]).address))
      elements[function] = element
    }
    return elements
  }

  /// The functions that the running machine lacks; none when it is off.
  private var functionsToPlug: [PCIAddress] {
    guard let present = forms.running?.hostFunctions else { return [] }
    return subject.functions.map(\.address).filter { present[$0] == nil }
  }
}

extension Problem {
  /// What the judgement of a device says.
  init(_ problem: PassthroughProblem) {
    self.init(code: problem.code, message: problem.message, remedy: problem.remedy)
  }
}

extension LineDifference {
  /// What differs between two documents, both written in our way.
  init(from old: Element, to new: Element) throws(NeuronError) {
    self.init(from: try old.definitionText(), to: try new.definitionText())
  }
}
