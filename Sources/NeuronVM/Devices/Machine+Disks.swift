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
      let current = now?.first { $0.target == disk.target }
      let isThereNow = now == nil || current != nil
      let size = try await size(of: current ?? disk, isThereNow: isThereNow)
      disks.append(
        AttachedDisk(
          disk: current ?? disk, place: (current ?? disk).place, capacity: size.capacity, allocation: size.allocation,
          fault: size.fault, isThereNow: isThereNow, isThereNext: next.contains { $0.target == disk.target }))
    }
    return disks
  }

  /// The size of a disk, and why it cannot be read: that is said of the disk, and keeps nobody from seeing the others.
  ///
  /// - Parameter isThereNow: Whether the machine, as it is now, has the disk: libvirt looks into no other.
  func size(
    of disk: Disk, isThereNow: Bool
  ) async throws(NeuronError) -> (capacity: ByteCount?, allocation: ByteCount?, fault: String?) {
    guard disk.source != nil, let target = disk.target else { return (nil, nil, nil) }
    do throws(LibvirtError) {
      guard isThereNow else {
        let owners = DiskOwners(hypervisor)
        guard let image = try await owners.image(of: disk) else {
          return (nil, nil, nil)
        }
        return (image.capacity, image.allocation, nil)
      }
      let info = try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
        try domain.blockInfo(of: target)
      }
      return (ByteCount(bytes: info.capacity), ByteCount(bytes: info.allocation), nil)
    } catch {
      let known = NeuronError(error, at: hypervisor.choice.uri, doing: tr("Looking into the disk"))
      switch known {
      case .unavailable, .noAnswer, .cancelled: throw known
      default: return (nil, nil, error.message)
      }
    }
  }
}
