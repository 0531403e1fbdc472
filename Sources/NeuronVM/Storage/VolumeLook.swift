import Libvirt
import MachineModel
import XML

/// Looks for a file at a hypervisor, which may be at another computer, through its storage pools.
struct VolumeLook {
  let hypervisor: Hypervisor

  private var connection: Connection { hypervisor.connection }

  /// What is known of a file that is there.
  struct Facts: Sendable, Hashable {
    var name: String
    var path: String
    /// The storage pool that holds it; nil when none does.
    var pool: String?
    /// Its size for the guest, in bytes.
    var capacity: UInt64
    /// What it takes, in bytes.
    var allocation: UInt64
    var format: String
    /// The image it stands on; nil for none.
    var base: String?
  }

  /// What came of looking.
  enum Answer: Sendable, Hashable {
    /// It is there.
    case found(Facts)
    /// It is not there; this pool is the folder where it would be, with so many bytes free.
    case missing(pool: String?, available: UInt64)
    /// It could not be looked for.
    case unknown
  }

  func look(for source: Disk.Source) async -> Answer {
    switch source {
    case .file(let path): await look(at: path)
    case .volume(let pool, let volume): await look(for: volume, in: pool)
    case .block(let path): (try? await facts(.path(path))).map { .found($0) } ?? .unknown
    case .other: .unknown
    }
  }

  private func look(at path: String) async -> Answer {
    if let facts = try? await facts(.path(path)) { return .found(facts) }
    let file = HypervisorFile(path)
    guard let pools = try? await hypervisor.storagePools() else { return .unknown }
    for pool in pools where pool.isActive {
      let xml = try? await connection.withStoragePool(pool.id) { pool throws(LibvirtError) in try pool.xml() }
      guard let place = xml.flatMap(StoragePoolDefinition.path(inXML:)), place == file.folder else { continue }
      return await look(for: file.name, in: pool.name)
    }
    do throws(LibvirtError) {
      return try await hypervisor.withFile(file) { volume throws(LibvirtError) in .found(try Self.facts(of: volume)) }
    } catch {
      // The folder itself is not there, or libvirt may not look into it: the machine could not use the file either.
      let isMissing = [.noStorageVolume, .systemError, .internalError].contains(error.code)
      return isMissing ? .missing(pool: nil, available: 0) : .unknown
    }
  }

  private func look(for volume: String, in pool: String) async -> Answer {
    do throws(LibvirtError) {
      return try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        guard try pool.isActive else { return .missing(pool: nil, available: 0) }
        try pool.refresh()
        guard try pool.volumeNames().contains(volume) else {
          return .missing(pool: try pool.name, available: try pool.info().available)
        }
        return try pool.withVolume(named: volume) { volume throws(LibvirtError) in .found(try Self.facts(of: volume)) }
      }
    } catch {
      return error.code == .noStoragePool ? .missing(pool: nil, available: 0) : .unknown
    }
  }

  private func facts(_ name: StorageVolumeName) async throws(LibvirtError) -> Facts {
    try await connection.withStorageVolume(name) { volume throws(LibvirtError) in try Self.facts(of: volume) }
  }

  private static func facts(
    of volume: borrowing StorageVolumeReference
  ) throws(LibvirtError) -> Facts {
    let (info, record, pool) = (try volume.info(), try volume.record(), try volume.poolName())
    let element = try? Element(parsing: try volume.xml())
    return Facts(
      name: record.name, path: record.path, pool: FolderPool.isName(pool) ? nil : pool, capacity: info.capacity,
      allocation: info.allocation, format: element?.first("target", "format")?["type"] ?? "raw",
      base: element?.first("backingStore", "path")?.text)
  }
}
