import FoundationEssentials
import Hardware
import Libvirt
import MachineModel
import Text
import XML

extension Rollback {
  /// How long a guest may take to let a device go that it was just given.
  private static let longestDeparture = Duration.seconds(30)

  /// Gives a function back to the host; never one that a machine has, which would be left without any driver.
  func returnHostDevice(_ address: PCIAddress) async throws(LibvirtError) -> Result {
    if let owner = try await owner(of: address) {
      return .kept(tr("%1$@ was kept: “%2$@” has it.", address, owner))
    }
    // A driver of the host's that has it, and may be in use, is left alone: it never let go.
    if hypervisor.choice.isLocal, !hypervisor.choice.isTest, let root = try? HostRoot(),
      let driver = HostReader(root).hardware(.devices).device(at: address)?.driver, driver != "vfio-pci"
    {
      return .missing
    }
    return try await unlessMissing([.noNodeDevice]) { () async throws(LibvirtError) in
      try await connection.reattachNodeDevice(address.nodeDeviceName, deadline: LiveAttachment.longest)
      return .done
    }
  }

  /// Takes a function out of a running machine again.
  func takeHostDevice(_ address: PCIAddress, from machine: UUID) async throws(LibvirtError) -> Result {
    let departure = HostDeviceDeparture(connection: connection, id: machine)
    guard try await !departure.present([address]).isEmpty else { return .missing }
    let outcome = try await departure.perform([address], within: Self.longestDeparture)
    guard outcome.remaining.isEmpty else {
      return .kept(tr("%1$@ stays in the machine, whose guest does not let it go.", address))
    }
    return .done
  }

  /// The running machine that has a function; nil for none.
  private func owner(of address: PCIAddress) async throws(LibvirtError) -> String? {
    for record in try await connection.domains() where MachineSummary(record).state.isActive {
      let departure = HostDeviceDeparture(connection: connection, id: record.id)
      if try await !departure.present([address]).isEmpty { return record.name }
    }
    return nil
  }
}
