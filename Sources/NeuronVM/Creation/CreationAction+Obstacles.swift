import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension CreationAction {
  /// What keeps a step from making something new: that of this name, or of this UUID, is there already.
  ///
  /// To be asked before the step is written down to be undone, because an undo goes by the name or the UUID alone.
  func obstacle(to step: CreationStep) async -> NeuronError? {
    do throws(LibvirtError) {
      switch step {
      case .copyDisk(let copy):
        if copy.way != .libvirt, Folder.exists(copy.path) { return taken(copy.volume, copy.pool) }
        return try await hasVolume(copy.volume, in: copy.pool) ? taken(copy.volume, copy.pool) : nil
      case .linkDisk(_, _, let pool, let volume, _), .uploadDisk(_, let pool, let volume),
        .placeFile(_, _, _, let pool, let volume):
        return try await hasVolume(volume, in: pool) ? taken(volume, pool) : nil
      case .convertImage(_, let path): return Folder.exists(path) ? .refused([.fileTaken(path)]) : nil
      case .copyFirmware(_, let path), .writeFirmware(_, _, _, let path):
        return try await isThere(HypervisorFile(path)) ? .refused([.fileTaken(path)]) : nil
      case .define(let id): return try await domainName(id).map { .machineExists($0) }
      case .definePool, .startPool, .startNetwork, .createDisk, .verify, .start, .pressKey: return nil
      }
    } catch {
      return NeuronError(error, at: hypervisor.choice.uri, doing: step.title)
    }
  }

  /// The name of the machine of that UUID; nil when there is none.
  func domainName(_ id: UUID) async throws(LibvirtError) -> String? {
    do throws(LibvirtError) {
      return try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.name }
    } catch {
      guard error.code == .noDomain else { throw error }
      return nil
    }
  }

  private func taken(_ volume: String, _ pool: String) -> NeuronError { .refused([.diskTaken(volume, pool: pool)]) }

  private func hasVolume(_ volume: String, in pool: String) async throws(LibvirtError) -> Bool {
    try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
      // libvirt may not have listed a file that somebody has copied there.
      try pool.refresh()
      return try pool.volumeNames().contains(volume)
    }
  }

  private func isThere(_ file: HypervisorFile) async throws(LibvirtError) -> Bool {
    try await hypervisor.inFolder(of: file, builds: true) { pool throws(LibvirtError) in
      try pool.volumeNames().contains(file.name)
    }
  }
}
