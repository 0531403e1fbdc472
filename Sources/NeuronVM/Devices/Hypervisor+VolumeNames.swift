import Libvirt
import MachineModel
import Text
import XML

extension Hypervisor {
  /// The volumes that `POOL/VOLUME`, or a volume's plain name, means; several pools may have one of a name.
  ///
  /// Pools that do not run cannot be looked into.
  func volumes(named text: String) async throws(NeuronError) -> [VolumeMatch] {
    let pools = try await asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await storagePools()
    }
    var matches: [VolumeMatch] = []
    for pool in pools where pool.isActive {
      // A volume's name may hold a slash itself, in pools that are no folders.
      let names = [text.hasPrefix(pool.name + "/") ? String(text.dropFirst(pool.name.count + 1)) : nil, text]
      for case let name? in names {
        if let match = try await volume(name, in: pool.name) {
          matches.append(match)
          break
        }
      }
    }
    return matches
  }

  /// The volume at a path of the hypervisor's; nil when it is in no running pool.
  func poolVolume(at path: String) async throws(NeuronError) -> VolumeMatch? {
    try await match(.path(path))
  }

  /// A volume by its two names; nil when there is none.
  func volume(_ volume: String, in pool: String) async throws(NeuronError) -> VolumeMatch? {
    if let match = try await match(.name(volume, pool: pool)) { return match }
    // A file that somebody has copied there is not listed until libvirt looks again.
    _ = try? await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in try pool.refresh() }
    return try await match(.name(volume, pool: pool))
  }

  private func match(_ name: StorageVolumeName) async throws(NeuronError) -> VolumeMatch? {
    do throws(LibvirtError) {
      let (pool, record, kind, xml) = try await connection.withStorageVolume(name) { volume throws(LibvirtError) in
        (try volume.poolName(), try volume.record(), try volume.info().kind, try volume.xml())
      }
      guard !FolderPool.isName(pool), let element = try? Element(parsing: xml) else { return nil }
      let isNetwork = kind == .network || kind == .networkDirectory
      let source: Disk.Source? = isNetwork ? .volume(pool: pool, volume: record.name) : nil
      return VolumeMatch(
        pool: pool, volume: record.name, image: DiskImage(path: record.path, volume: element, source: source))
    } catch {
      if error.code == .noStorageVolume || error.code == .noStoragePool { return nil }
      throw NeuronError(error, at: choice.uri, doing: tr("Looking for the volume"))
    }
  }
}
