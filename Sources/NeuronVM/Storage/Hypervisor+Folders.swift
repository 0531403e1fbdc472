import Files
import FoundationEssentials
import Journal
import Libvirt
import Text

extension Hypervisor {
  /// All storage pools but those through which somebody looks into a folder just now.
  func storagePools() async throws(LibvirtError) -> [StoragePoolRecord] {
    try await connection.storagePools().filter { !FolderPool.isName($0.name) }
  }

  /// Runs `body` while no other command of this user looks into the folder, which can be one pool at a time.
  ///
  /// Throws `resourceBusy` when one does for longer than ten seconds.
  func withFolder<Value>(
    _ path: String, _ body: (TransientStoragePool) async throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    let pool = FolderPool(path: path)
    let lock = try await lock(pool)
    defer { lock?.release() }
    return try await body(try pool.transient())
  }

  /// nil where there is no place for locks: what another process does meanwhile is then not known.
  private func lock(_ pool: FolderPool) async throws(LibvirtError) -> FileLock? {
    let title = tr("look into %1$@", pool.path)
    do throws(JournalError) {
      if let lock = try await FileLock.take(lockPath(of: pool.id), for: title, within: .seconds(10)) { return lock }
    } catch {
      return nil
    }
    throw LibvirtError(
      code: Task.isCancelled ? .cancelled : .resourceBusy,
      message: tr("Another neuron-vm is at work in %1$@.", pool.path))
  }

  /// Lends `body` the folder of a file as a pool that is gone right after.
  ///
  /// - Parameter builds: Whether to make the folder when it is missing.
  func inFolder<Value: Sendable>(
    of file: HypervisorFile, builds: Bool = false,
    _ body: @escaping @Sendable (borrowing StoragePoolReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await withFolder(file.folder) { pool throws(LibvirtError) in
      try await connection.withTransientStoragePool(pool, builds: builds, body)
    }
  }

  /// Lends `body` a file that is in no pool.
  ///
  /// Throws `noStorageVolume` when it is not there, and what libvirt says of a folder that it may not look into.
  func withFile<Value: Sendable>(
    _ file: HypervisorFile,
    _ body: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await inFolder(of: file) { pool throws(LibvirtError) in try pool.withVolume(named: file.name, body) }
  }

  /// Lends `body` a file by its path, whether it is in a pool or not.
  ///
  /// Throws `noStorageVolume` when it is not there.
  func withVolume<Value: Sendable>(
    at path: String, _ body: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    let missing: LibvirtError
    do throws(LibvirtError) {
      return try await connection.withStorageVolume(.path(path), .long, body)
    } catch {
      // Or it was in a pool through which another command looked, and which is gone by now.
      guard [.noStorageVolume, .noStoragePool, .operationInvalid].contains(error.code) else { throw error }
      missing = error
    }
    do throws(LibvirtError) {
      return try await withFile(HypervisorFile(path), body)
    } catch {
      // Its folder is a pool, which does not have it.
      throw error.code == .operationFailed ? missing : error
    }
  }

  /// Stops the pools that looks of killed processes have left.
  func removeAbandonedFolderPools() async {
    for pool in (try? await connection.storagePools()) ?? [] where FolderPool.isName(pool.name) {
      guard let lock = try? await FileLock.take(lockPath(of: pool.id), for: "", within: .zero) else { continue }
      try? await connection.withStoragePool(pool.id, .long) { pool throws(LibvirtError) in
        if try !pool.isPersistent { try pool.destroy() }
      }
      lock.release()
    }
  }

  private func lockPath(of pool: UUID) -> String {
    statePath("locks") + "/folder-" + pool.uuidString.lowercased() + ".lock"
  }

  /// Whether this process may make files in a pool's folder, so that nobody has to copy for it.
  func canWrite(to pool: CreationFacts.Pool) -> Bool {
    guard choice.isLocal, !choice.isTest, pool.isFolder else { return false }
    // A folder that is missing is made by libvirt, as whoever that is.
    return pool.exists && pool.isActive ? Folder.isWritable(pool.path) : choice.isSession
  }
}
