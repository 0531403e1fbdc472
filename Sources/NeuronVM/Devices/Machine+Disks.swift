import Libvirt
import MachineModel
import Text
import XML

extension Machine {
  /// The machine's disks and drives with their sizes, in the order of the definition; those that only run come last.
  public func disks() async throws(NeuronError) -> [AttachedDisk] {
    let forms = try await deviceForms()
    let next = DomainDescription(domain: forms.definition).disks
    let now = forms.running.map { DomainDescription(domain: $0).disks }
    let others = (now ?? []).filter { disk in !next.contains { $0.target == disk.target } }
    var disks: [AttachedDisk] = []
    for disk in next + others {
      let current = now?.first { $0.target == disk.target } ?? disk
      let isThereNow = now?.contains { $0.target == disk.target } ?? true
      let (info, fault) = try await size(of: current)
      disks.append(
        AttachedDisk(
          disk: current, place: current.place, capacity: info.map { ByteCount(bytes: $0.capacity) },
          allocation: info.map { ByteCount(bytes: $0.allocation) }, fault: fault, isThereNow: isThereNow,
          isThereNext: next.contains { $0.target == disk.target }))
    }
    return disks
  }

  /// What cannot be read is said of the disk, and keeps nobody from seeing the others.
  private func size(of disk: Disk) async throws(NeuronError) -> (BlockInfo?, String?) {
    guard disk.source != nil, let target = disk.target else { return (nil, nil) }
    do {
      return (
        try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.blockInfo(of: target) }, nil
      )
    } catch {
      switch NeuronError(error, at: hypervisor.choice.uri, doing: "") {
      case .unavailable, .noAnswer, .cancelled:
        throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Reading the machine"))
      default: return (nil, error.message)
      }
    }
  }
}
