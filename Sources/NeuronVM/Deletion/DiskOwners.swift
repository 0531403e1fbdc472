import FoundationEssentials
import Libvirt
import MachineModel
import XML

/// Finds out which machine needs which disk.
struct DiskOwners {
  let connection: Connection

  /// The machines' names by the places of their disks, and of the images that those stand on.
  ///
  /// - Parameter id: A machine that does not count; nil for none.
  func owners(except id: UUID? = nil) async throws(LibvirtError) -> [String: String] {
    var owners: [String: String] = [:]
    for domain in try await connection.domains() where domain.id != id {
      for description in try await descriptions(of: domain.id) {
        for disk in description.disks {
          guard let place = disk.place else { continue }
          owners[place] = domain.name
          for path in await paths(of: disk, place: place) { owners[path] = domain.name }
        }
      }
    }
    return owners
  }

  /// What the machine is now and will be at its next start: a disk may stand in one of them only.
  private func descriptions(of id: UUID) async throws(LibvirtError) -> [DomainDescription] {
    var texts: [String] = []
    do throws(LibvirtError) {
      texts = try await connection.withDomain(id) { domain throws(LibvirtError) in
        let now = try domain.xml()
        guard try domain.isActive, try domain.isPersistent else { return [now] }
        return [now, try domain.xml(.inactive)]
      }
    } catch {
      // Gone meanwhile: it needs no disk any more.
      guard error.code == .noDomain else { throw error }
    }
    var descriptions: [DomainDescription] = []
    for text in texts {
      // A machine that cannot be read may need any disk.
      guard let element = try? Element(parsing: text) else {
        throw LibvirtError(code: .xmlError, message: "libvirt's XML of a machine cannot be read")
      }
      descriptions.append(DomainDescription(domain: element))
    }
    return descriptions
  }

  /// The path behind a pool's volume, and the images that a disk stands on, as far as the definition and libvirt's
  /// storage pools tell.
  private func paths(of disk: Disk, place: String) async -> [String] {
    var paths = disk.backing.compactMap(\.place)
    var next: StorageVolumeName? =
      if case .volume(let pool, let volume) = disk.source { .name(volume, pool: pool) } else { .path(place) }
    // A chain that is longer than this, or a ring, is nothing that a person made.
    while let volume = next, paths.count < 64 {
      next = nil
      // What is in no pool is unknown to libvirt's storage, and nothing more can be told of it.
      let found = try? await connection.withStorageVolume(volume) { volume throws(LibvirtError) in
        (try volume.record().path, try volume.xml())
      }
      guard let (path, xml) = found else { break }
      paths.append(path)
      if let base = (try? Element(parsing: xml))?.first("backingStore", "path")?.text {
        paths.append(base)
        next = .path(base)
      }
    }
    return paths
  }
}
