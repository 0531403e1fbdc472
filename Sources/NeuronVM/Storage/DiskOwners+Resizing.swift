import Libvirt
import MachineModel

extension DiskOwners {
  /// Gives the image of a disk that no machine runs another size, in its pool or, where it is in none, by a pool that is
  /// gone right after.
  func resize(_ disk: Disk, to capacity: UInt64) async throws(LibvirtError) {
    switch disk.source {
    case .volume(let pool, let volume):
      try await connection.withStorageVolume(.name(volume, pool: pool), .long) { volume throws(LibvirtError) in
        try volume.resize(to: capacity)
      }
    case .file(let path), .block(let path):
      try await hypervisor.withVolume(at: key(path)) { volume throws(LibvirtError) in try volume.resize(to: capacity) }
    case .other, nil:
      throw LibvirtError(code: .operationUnsupported, message: "the image is neither a file nor a volume")
    }
  }
}
