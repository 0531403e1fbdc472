import Hardware
import Libvirt
public import MachineModel
import Text
import XML

extension Machine {
  /// Decides how a device of the host is taken from the machine; nothing is changed.
  public func detachmentPlan(
    of address: PCIAddress?, onlyGraphics: Bool
  ) async throws(NeuronError) -> HostDeviceReport {
    let plan = try DetachmentPlanner(
      forms: try await deviceForms(), address: address, onlyGraphics: onlyGraphics
    ).plan()
    return report(plan, nil, tr("“%1$@” would give %2$@ back.", name, plan.title))
  }

  /// Takes a device of the host from the machine, with all its functions; from a running one now as well.
  ///
  /// Throws `deviceHeld` when the guest does not let it go within `limit`: the definition is without it then, and the
  /// host gets it back when the guest does, or when the machine ends.
  ///
  /// - Parameter address: The device; nil for the only one.
  public func detach(
    _ address: PCIAddress?, onlyGraphics: Bool, within limit: Duration? = nil
  ) async throws(NeuronError) -> HostDeviceReport {
    var made: DetachmentPlan?
    var departed: HostDeviceDeparture.Outcome?
    let limit = limit ?? .seconds(30)
    let title = address.map { tr("take %1$@ from “%2$@”", $0, name) } ?? tr("take the device from “%1$@”", name)
    let outcome = try await changing(title) { change throws(NeuronError) in
      let forms = try DeviceForms(change.before)
      let planner = DetachmentPlanner(forms: forms, address: address, onlyGraphics: onlyGraphics)
      if let address, planner.isAbsent(address),
        try await HostDeviceReturn(hypervisor: hypervisor, expected: []).catchUp(address)
      {
        return
      }
      let plan = try planner.plan()
      made = plan
      // The guest is asked first: what is refused at once leaves the definition as it is.
      if !plan.live.isEmpty { departed = try await take(plan.live, within: limit) }
      if let definition = plan.definition { try await change.define(try definition.definitionText()) }
      if let departed, departed.remaining.isEmpty { await noteLive() }
    }
    guard let plan = made else {
      let device = address.map(\.description) ?? ""
      return HostDeviceReport(
        machine: name, id: id, device: device, functions: [], steps: [], difference: LineDifference(from: "", to: ""),
        outcome: .unchanged, message: tr("“%1$@” no longer has %2$@, and the host has it again.", name, device),
        notes: [], warnings: [])
    }
    if let departed, !departed.remaining.isEmpty {
      let names = departed.remaining.sorted().map(\.description).joined(separator: ", ")
      throw .deviceHeld(machine: name, device: names, after: departed.isRefused ? nil : limit)
    }
    var warnings: [String] = []
    if departed != nil {
      warnings = try await HostDeviceReturn(hypervisor: hypervisor, expected: plan.returning).verify(plan.functions)
    }
    let message =
      outcome == .fromNextStart
      ? tr("“%1$@” has %2$@ until it is off, and no longer after that.", name, plan.title)
      : tr("“%1$@” no longer has %2$@.", name, plan.title)
    return report(plan, outcome, message, warnings: warnings)
  }

  /// Takes functions out of what runs, one after the other; ends with the first that stays.
  private func take(
    _ functions: [PCIAddress], within limit: Duration
  ) async throws(NeuronError) -> HostDeviceDeparture.Outcome {
    let departure = HostDeviceDeparture(connection: connection, id: id)
    let end = ContinuousClock.now.advanced(by: limit)
    for (number, function) in functions.enumerated() {
      let left = max(.seconds(1), ContinuousClock.now.duration(to: end))
      var outcome = try await hypervisor.asking(tr("Taking the device out")) { () async throws(LibvirtError) in
        try await departure.perform([function], within: left)
      }
      guard outcome.remaining.isEmpty else {
        outcome.remaining.formUnion(functions[number...])
        return outcome
      }
    }
    return HostDeviceDeparture.Outcome(remaining: [])
  }

  private func report(
    _ plan: DetachmentPlan, _ outcome: ChangeOutcome?, _ message: String, warnings: [String] = []
  ) -> HostDeviceReport {
    var notes: [String] = []
    if outcome != nil, plan.definition != nil {
      notes.append(tr("To take it back: neuron-vm undo %1$@", ShellWord(name)))
    }
    return HostDeviceReport(
      machine: name, id: id, device: plan.title, functions: plan.functions.sorted(), steps: plan.steps,
      difference: plan.difference, outcome: outcome, message: message, notes: notes, warnings: plan.warnings + warnings)
  }
}
