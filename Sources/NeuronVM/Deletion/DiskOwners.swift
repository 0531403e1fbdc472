import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Finds out which machine needs which disk.
struct DiskOwners {
  let connection: Connection
  /// Whether paths of the hypervisor are paths of this computer, so that links in them can be followed.
  let isLocal: Bool

  /// Who needs what.
  struct Answer: Sendable {
    /// The machines' names by the keys of their disks, and of the images that those stand on.
    fileprivate(set) var owners: [String: String] = [:]
    /// Machines with a disk of which it cannot be told what it stands on: they may need any other.
    fileprivate(set) var unknown: [String] = []

    /// The name of a machine that uses what has one of these keys; nil when none does.
    func owner(of keys: [String]) -> String? { keys.compactMap { owners[$0] }.first }

    /// Why the disk with these keys must stay; nil when nobody needs it.
    ///
    /// - Parameter isNew: Whether we made it just now, so that nothing can stand on it yet.
    func reasonToKeep(_ keys: [String], isNew: Bool = false) -> String? {
      if let owner = keys.compactMap({ owners[$0] }).first { return tr("the machine “%1$@” uses it", owner) }
      return isNew
        ? nil : unknown.first.map { tr("it cannot be told whether a disk of the machine “%1$@” stands on it", $0) }
    }
  }

  /// Who needs which disk.
  ///
  /// - Parameter id: A machine that does not count; nil for none.
  func owners(except id: UUID? = nil) async throws(LibvirtError) -> Answer {
    await refreshPools()
    var answer = Answer()
    for domain in try await connection.domains() where domain.id != id {
      for description in try await descriptions(of: domain.id) {
        for disk in description.disks {
          guard let place = disk.place else { continue }
          answer.owners[key(place)] = domain.name
          let (bases, isWhole) = await chain(of: disk)
          for path in bases { answer.owners[key(path)] = domain.name }
          if !isWhole { answer.unknown.append(domain.name) }
        }
      }
    }
    return answer
  }

  /// Lets libvirt look what is in its pools: what it does not list it takes for nobody's.
  private func refreshPools() async {
    for pool in (try? await connection.storagePools()) ?? [] where pool.isActive {
      try? await connection.withStoragePool(pool.id, .long) { pool throws(LibvirtError) in try pool.refresh() }
    }
  }

  /// What a place is compared by: the same file may be reached by several paths.
  func key(_ place: String) -> String {
    guard isLocal, place.hasPrefix("/") else { return place }
    return URL(filePath: place).resolvingSymlinksInPath().standardized.path
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

  /// The path behind a pool's volume, and the images that a disk stands on; `isWhole` is false when that cannot be told.
  func chain(of disk: Disk) async -> (bases: [String], isWhole: Bool) {
    var paths = disk.backing.compactMap(\.place)
    // A raw image stands on nothing, and media are not overlays.
    guard disk.device == "disk", disk.format != "raw" else { return (paths, true) }
    var next: StorageVolumeName?
    switch disk.source {
    case .volume(let pool, let volume): next = .name(volume, pool: pool)
    case .file(let path): next = .path(path)
    case .block, .other, nil: return (paths, true)
    }
    // A chain that is longer than this, or a ring, is nothing that a person made.
    while let volume = next, paths.count < 64 {
      next = nil
      switch await look(volume) {
      case .missing: return (paths, true)
      case .unknown: return (paths, !disk.backing.isEmpty)
      case .found(let path, let element):
        if case .name = volume { paths.append(path) }
        guard let base = element.first("backingStore", "path")?.text else { break }
        paths.append(base)
        if element.first("backingStore", "format")?["type"] != "raw" { next = .path(base) }
      }
    }
    return (paths, next == nil)
  }

  private enum Look {
    /// The volume's path and XML.
    case found(String, Element)
    /// There is no such file.
    case missing
    /// libvirt could not look.
    case unknown
  }

  private func look(_ name: StorageVolumeName) async -> Look {
    do throws(LibvirtError) {
      let (path, xml) = try await facts(of: name)
      guard let element = try? Element(parsing: xml) else { return .unknown }
      return .found(path, element)
    } catch {
      return error.code == .noStorageVolume ? .missing : .unknown
    }
  }

  private func facts(of name: StorageVolumeName) async throws(LibvirtError) -> (String, String) {
    do throws(LibvirtError) {
      return try await connection.withStorageVolume(name) { volume throws(LibvirtError) in
        (try volume.record().path, try volume.xml())
      }
    } catch {
      guard case .path(let path) = name, error.code == .noStorageVolume else { throw error }
      // A pool knows its volumes by the path that it was given itself.
      guard key(path) == path else { return try await facts(of: .path(key(path))) }
      // A pool has been asked, and does not have it.
      if await isInPool(path) { throw error }
      return try await factsOutside(path)
    }
  }

  /// Whether an active pool is the folder of the file.
  private func isInPool(_ path: String) async -> Bool {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    for pool in (try? await connection.storagePools()) ?? [] where pool.isActive {
      let xml = try? await connection.withStoragePool(pool.id) { pool throws(LibvirtError) in try pool.xml() }
      if let target = xml.flatMap(StoragePoolDefinition.path(inXML:)), key(target) == folder { return true }
    }
    return false
  }

  /// Has libvirt look into the folder of an image that is in no pool, by a pool that is gone right after.
  private func factsOutside(_ path: String) async throws(LibvirtError) -> (String, String) {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let name = URL(filePath: path).lastPathComponent
    let id = UUID()
    let pool = StoragePoolDefinition(id: id, name: "neuron-vm-" + id.uuidString.lowercased(), path: folder)
    return try await connection.withTransientStoragePool(pool.element.textForLibvirt()) { pool throws(LibvirtError) in
      try pool.withVolume(named: name) { volume throws(LibvirtError) in (try volume.record().path, try volume.xml()) }
    }
  }
}
