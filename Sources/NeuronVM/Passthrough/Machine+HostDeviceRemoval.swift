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
      if let address, planner.isAbsent(address), try await HostDeviceReturn(hypervisor: hypervisor).catchUp(address) {
        return
      }
      let plan = try planner.plan()
      made = plan
      // The guest is asked first: what is refused at once leaves the definition as it is.
      if !plan.live.isEmpty {
        let departure = HostDeviceDeparture(connection: connection, id: id)
        departed = try await hypervisor.asking(tr("Taking the device out")) { () async throws(LibvirtError) in
          try await departure.perform(plan.live, within: limit)
        }
      }
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
    let missing = departed == nil ? [] : try await HostDeviceReturn(hypervisor: hypervisor).verify(plan.live)
    return report(plan, outcome, tr("“%1$@” no longer has %2$@.", name, plan.title), warnings: missing)
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
      difference: plan.difference, outcome: outcome, message: message, notes: notes, warnings: warnings)
  }
}
