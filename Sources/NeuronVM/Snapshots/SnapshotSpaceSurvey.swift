import FoundationEssentials
import Libvirt
import MachineModel

/// Finds out where a machine's disks are and how much is free there.
struct SnapshotSpaceSurvey {
  let hypervisor: Hypervisor

  /// One answer a disk, in the order of the disks.
  func places(of disks: [Disk]) async -> [SnapshotSpace.DiskPlace] {
    var places: [SnapshotSpace.DiskPlace] = []
    for disk in disks { places.append(await place(of: disk)) }
    return places
  }

  private func place(of disk: Disk) async -> SnapshotSpace.DiskPlace {
    let target = disk.target ?? "-"
    var place = SnapshotSpace.DiskPlace(target: target, place: target, name: disk.path ?? target)
    let volume: StorageVolumeName? =
      switch disk.source {
      case .file(let path), .block(let path): .path(path)
      case .volume(let pool, let volume): .name(volume, pool: pool)
      case .other, nil: nil
      }
    var path = disk.path
    if let volume, let found = try? await facts(of: volume) {
      (place.capacity, place.allocation, path) = (found.info.capacity, found.info.allocation, found.path)
      (place.place, place.name) = ("pool " + found.pool, "“" + found.pool + "”")
    }
    // The kernel knows best; a pool's numbers are those of its last refresh.
    if hypervisor.choice.isLocal, case .block? = disk.source {
      // A block device does not grow: what it has room for is its own affair.
      return place
    }
    if hypervisor.choice.isLocal, let path, let local = Self.fileSystem(of: path) {
      (place.place, place.name, place.free) = ("device \(local.device)", local.folder, local.free)
    } else if place.place.hasPrefix("pool ") {
      place.free = await poolSpace(String(place.place.dropFirst("pool ".count)))
    }
    return place
  }

  private func facts(
    of volume: StorageVolumeName
  ) async throws(LibvirtError) -> (pool: String, path: String, info: StorageVolumeInfo) {
    try await hypervisor.connection.withStorageVolume(volume, .long) { volume throws(LibvirtError) in
      (try volume.poolName(), try volume.record().path, try volume.info())
    }
  }

  private func poolSpace(_ name: String) async -> UInt64? {
    try? await hypervisor.connection.withStoragePool(named: name, .long) { pool throws(LibvirtError) in
      try pool.refresh()
      return try pool.info().available
    }
  }

  /// What an ordinary user may take of the file system that a file is on; nil when it cannot be seen by this user.
  private static func fileSystem(of path: String) -> (device: UInt64, folder: String, free: UInt64)? {
    let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    guard let facts = try? FileManager.default.attributesOfFileSystem(forPath: folder),
      let free = facts[.systemFreeSize] as? UInt64
    else { return nil }
    return ((facts[.systemNumber] as? UInt).map(UInt64.init) ?? 0, folder, free)
  }
}
