import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Finds out which machine needs which disk.
struct DiskOwners {
  let hypervisor: Hypervisor

  private var connection: Connection { hypervisor.connection }

  /// The machines' names by the places of their disks, and of the images that those stand on.
  ///
  /// - Parameter id: A machine that does not count; nil for none.
  func owners(except id: UUID?) async throws(NeuronError) -> [String: String] {
    var owners: [String: String] = [:]
    for machine in try await hypervisor.machines() where machine.id != id {
      for description in try await descriptions(of: machine) {
        for disk in description.disks {
          guard let place = disk.place else { continue }
          owners[place] = machine.name
          for path in try await self.paths(of: disk, place: place) { owners[path] = machine.name }
        }
      }
    }
    return owners
  }

  /// What the machine is now and will be at its next start: a disk may stand in one of them only.
  private func descriptions(of machine: MachineSummary) async throws(NeuronError) -> [DomainDescription] {
    let texts = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      do throws(LibvirtError) {
        return try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
          var texts = [try domain.xml()]
          if try domain.isActive, try domain.isPersistent { texts.append(try domain.xml(.inactive)) }
          return texts
        }
      } catch {
        // Gone meanwhile: it needs no disk any more.
        if error.code == .noDomain { return [] }
        throw error
      }
    }
    var descriptions: [DomainDescription] = []
    for text in texts { descriptions.append(try DomainDescription(libvirt: text)) }
    return descriptions
  }

  /// The path behind a pool's volume, and the images that a disk stands on, as far as the definition and libvirt's
  /// storage pools tell.
  private func paths(of disk: Disk, place: String) async throws(NeuronError) -> [String] {
    var paths = disk.backing.compactMap(\.place)
    var next: StorageVolumeName? =
      if case .volume(let pool, let volume) = disk.source { .name(volume, pool: pool) } else { .path(place) }
    // A chain that is longer than this, or a ring, is nothing that a person made.
    while let volume = next, paths.count < 64 {
      next = nil
      let (path, xml) = await look(volume) ?? (nil, nil)
      if let path { paths.append(path) }
      if let base = xml.flatMap({ try? Element(parsing: $0) })?.first("backingStore", "path")?.text {
        paths.append(base)
        next = .path(base)
      }
    }
    return paths
  }

  /// A volume's path and XML; nil for what is in no pool, of which nothing more can be told.
  private func look(_ name: StorageVolumeName) async -> (String?, String?)? {
    try? await connection.withStorageVolume(name) { volume throws(LibvirtError) in
      (try volume.record().path, try volume.xml())
    }
  }
}
