import Files
import FoundationEssentials
import Libvirt

extension Rollback {
  /// Removes a copy of a firmware's variables, wherever the hypervisor is.
  func removeFirmware(_ path: String) async throws(LibvirtError) -> Result {
    let file = HypervisorFile(path)
    return try await unlessMissing([.noStorageVolume]) { () async throws(LibvirtError) in
      do throws(LibvirtError) {
        return try await hypervisor.withFile(file) { volume throws(LibvirtError) in
          try volume.delete()
          return .done
        }
      } catch {
        // Without the folder there is no file.
        guard hypervisor.choice.isLocal, !Folder.exists(path) else { throw error }
        return .missing
      }
    }
  }

  /// Removes a file of this computer.
  func removeFile(_ path: String) throws(LibvirtError) -> Result {
    guard Folder.exists(path) else { return .missing }
    do throws(FileError) {
      try Folder.remove(path)
      return .done
    } catch {
      throw LibvirtError(code: .systemError, message: error.path + ": " + error.reason)
    }
  }
}
