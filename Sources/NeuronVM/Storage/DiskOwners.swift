import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Finds out which machine needs which file: the one place that knows all who use it.
struct DiskOwners {
  let hypervisor: Hypervisor

  var connection: Connection { hypervisor.connection }

  init(_ hypervisor: Hypervisor) { self.hypervisor = hypervisor }

  /// Who needs which file.
  ///
  /// - Parameter id: A machine that does not count; nil for none.
  func owners(except id: UUID? = nil) async throws(LibvirtError) -> Answer {
    await refreshPools()
    var answer = Answer()
    var chains: [String: (bases: [String], isWhole: Bool)] = [:]
    for domain in try await connection.domains() where domain.id != id {
      guard let documents = try await documents(of: domain.id) else { continue }
      let device = FileUse(machine: domain.name, role: .device)
      for description in try documents.current.map(Self.description) {
        for path in description.startFiles { answer.add(device, of: key(path)) }
        for disk in description.disks {
          guard let place = disk.place else { continue }
          answer.add(device, of: key(place))
          if chains[place] == nil { chains[place] = await chain(of: disk) }
          guard let (bases, isWhole) = chains[place] else { continue }
          for path in bases { answer.add(device, of: key(path)) }
          if !isWhole { answer.unknown.append(domain.name) }
        }
      }
      for disk in try documents.running.map(Self.description)?.disks ?? [] where !disk.isReadOnly {
        if let place = disk.place { answer.add(writer: domain.name, of: key(place)) }
      }
      addPast(of: domain.name, documents, to: &answer)
    }
    return answer
  }

  /// What a machine goes on with that it does not use now: that of its saved memory, and of its snapshots.
  private func addPast(of machine: String, _ documents: Documents, to answer: inout Answer) {
    if documents.isSaved {
      if let description = try? documents.saved.map(Self.description) {
        for path in description.files { answer.add(FileUse(machine: machine, role: .savedMemory), of: key(path)) }
      } else {
        answer.unreadableSaves.append(machine)
      }
    }
    for snapshot in documents.snapshots {
      let use = FileUse(machine: machine, role: .snapshot(snapshot.name))
      // A medium is needed by a guest that goes on where it was, and by no other.
      for disk in snapshot.machine?.disks ?? []
      where snapshot.holdsMemory || snapshot.heldDisks.contains(where: { $0.target == disk.target }) {
        for place in ([disk.place] + disk.backing.map(\.place)).compactMap(\.self) { answer.add(use, of: key(place)) }
      }
    }
  }

  /// Lets libvirt look what is in its pools: what it does not list it takes for nobody's.
  private func refreshPools() async {
    // What libvirt listed in one of these may be long gone.
    await hypervisor.removeAbandonedFolderPools()
    for pool in (try? await hypervisor.storagePools()) ?? [] where pool.isActive {
      try? await connection.withStoragePool(pool.id, .long) { pool throws(LibvirtError) in try pool.refresh() }
    }
  }

  /// What a place is compared by: the same file may be reached by several paths.
  func key(_ place: String) -> String {
    // Of another computer's folders nobody here knows which are links.
    guard hypervisor.choice.isLocal, place.hasPrefix("/") else { return place }
    return URL(filePath: place).resolvingSymlinksInPath().standardized.path
  }

  /// A machine at one moment, as libvirt's texts.
  private struct Documents: Sendable {
    /// What it is now and will be at its next start: a disk may stand in one of them only.
    var current: [String] = []
    /// What runs.
    var running: String?
    var isSaved = false
    /// What goes on from its saved memory; nil when that cannot be read.
    var saved: String?
    var snapshots: [SnapshotDescription] = []
  }

  /// nil for a machine that is gone meanwhile: it needs no file any more.
  private func documents(of id: UUID) async throws(LibvirtError) -> Documents? {
    do throws(LibvirtError) {
      return try await connection.withDomain(id) { domain throws(LibvirtError) in
        var documents = Documents()
        let now = try domain.xml()
        documents.current.append(now)
        if try domain.isActive {
          documents.running = now
          if try domain.isPersistent { documents.current.append(try domain.xml(.inactive)) }
        }
        documents.isSaved = (try? domain.hasManagedSave) ?? false
        if documents.isSaved { documents.saved = try? domain.managedSaveXML() }
        documents.snapshots = ((try? domain.snapshots()) ?? []).map(SnapshotDescription.init)
        return documents
      }
    } catch {
      guard error.code == .noDomain else { throw error }
      return nil
    }
  }

  private static func description(_ text: String) throws(LibvirtError) -> DomainDescription {
    // A machine that cannot be read may need any disk.
    guard let element = try? Element(parsing: text) else {
      throw LibvirtError(code: .xmlError, message: "libvirt's XML of a machine cannot be read")
    }
    return DomainDescription(domain: element)
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

  /// What libvirt tells of an image, in a pool or not.
  ///
  /// Throws `noStorageVolume` when it finds none.
  func image(at path: String) async throws(LibvirtError) -> DiskImage {
    let (found, xml) = try await facts(of: .path(path))
    guard let element = try? Element(parsing: xml) else {
      throw LibvirtError(code: .xmlError, message: "libvirt's XML of a volume cannot be read")
    }
    return DiskImage(path: found, volume: element)
  }

  /// The same for the image of a disk; nil for one that is neither a file nor a volume.
  func image(of disk: Disk) async throws(LibvirtError) -> DiskImage? {
    switch disk.source {
    case .file(let path), .block(let path): return try await image(at: path)
    case .volume(let pool, let volume):
      let (found, xml) = try await facts(of: .name(volume, pool: pool))
      return (try? Element(parsing: xml)).map { DiskImage(path: found, volume: $0) }
    case .other, nil: return nil
    }
  }

  private func facts(of name: StorageVolumeName) async throws(LibvirtError) -> (String, String) {
    guard case .path(let path) = name else {
      return try await connection.withStorageVolume(name) { volume throws(LibvirtError) in
        (try volume.record().path, try volume.xml())
      }
    }
    do throws(LibvirtError) {
      return try await hypervisor.withVolume(at: path) { volume throws(LibvirtError) in
        (try volume.record().path, try volume.xml())
      }
    } catch {
      // A pool knows its volumes by the path that it was given itself.
      guard error.code == .noStorageVolume, key(path) != path else { throw error }
      return try await facts(of: .path(key(path)))
    }
  }
}
