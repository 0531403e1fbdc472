import Hardware
import Libvirt
public import MachineModel
import Text
import XML

extension Machine {
  /// Everything that can be told of the machine.
  public func details() async throws(NeuronError) -> MachineDetails {
    let (record, xml, running, automatic, isSaved, snapshots, isUpdated) = try await asking(tr("Reading the machine")) {
      domain throws(LibvirtError) in
      (
        try domain.record(), try domain.xml(.inactive), try domain.isActive ? try domain.xml() : nil,
        (try? domain.startsAutomatically) ?? false, (try? domain.hasManagedSave) ?? false,
        (try? domain.snapshotNames()) ?? [], (try? domain.isUpdated) ?? false
      )
    }
    var pending: [PendingChange] = []
    if let running {
      pending = PendingChange.all(running: try Element(definition: running), definition: try Element(definition: xml))
    }
    let description = try DomainDescription(libvirt: xml)
    return MachineDetails(
      summary: MachineSummary(record), description: description,
      startsAutomatically: automatic, isSaved: isSaved, snapshots: snapshots, pending: pending,
      hasPendingChanges: isUpdated || !pending.isEmpty, unreturned: unreturned(of: description))
  }

  /// The notes of what looks after a return are about this computer.
  private func unreturned(of description: DomainDescription) -> [UnreturnedDevice] {
    guard LibvirtHook.serves(hypervisor.choice) else { return [] }
    let own = description.pciDevices
    return UnreturnedDevices().all.filter { device in own.contains { $0.isSameDevice(as: device.address) } }
  }

  /// libvirt's own XML of the machine, as it will be at its next start.
  public func definition() async throws(NeuronError) -> String {
    try await asking(tr("Reading the definition")) { domain throws(LibvirtError) in try domain.xml(.inactive) }
  }
}

extension Hypervisor {
  /// What these machines are made of, at one question each; one that has gone meanwhile is left out.
  public func descriptions(
    of machines: [MachineSummary]
  ) async throws(NeuronError) -> [MachineSummary.ID: DomainDescription] {
    var descriptions: [MachineSummary.ID: DomainDescription] = [:]
    for machine in machines {
      do {
        descriptions[machine.id] = try await Machine(hypervisor: self, id: machine.id, name: machine.name).description()
      } catch .machineNotFound {
      }
    }
    return descriptions
  }
}
