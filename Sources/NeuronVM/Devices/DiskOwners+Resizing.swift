import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

extension DiskOwners {
  /// Gives the image of a disk that no machine runs another size, in its pool or, where it is in none, by a pool that is
  /// gone right after.
  func resize(_ disk: Disk, to capacity: UInt64) async throws(LibvirtError) {
    let name: StorageVolumeName
    switch disk.source {
    case .volume(let pool, let volume): name = .name(volume, pool: pool)
    case .file(let path), .block(let path): name = .path(key(path))
    case .other, nil:
      throw LibvirtError(code: .operationUnsupported, message: "the image is neither a file nor a volume")
    }
    do throws(LibvirtError) {
      try await connection.withStorageVolume(name, .long) { volume throws(LibvirtError) in
        try volume.resize(to: capacity)
      }
    } catch {
      guard case .path(let path) = name, error.code == .noStorageVolume else { throw error }
      let (folder, file) = (URL(filePath: path).deletingLastPathComponent().path, URL(filePath: path).lastPathComponent)
      let id = UUID()
      let pool = StoragePoolDefinition(id: id, name: "neuron-vm-" + id.uuidString.lowercased(), path: folder)
      try await connection.withTransientStoragePool(pool.element.textForLibvirt()) { pool throws(LibvirtError) in
        try pool.withVolume(named: file) { volume throws(LibvirtError) in try volume.resize(to: capacity) }
      }
    }
  }
}
