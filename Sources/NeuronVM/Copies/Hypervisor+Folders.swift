import Files
import Libvirt

extension Hypervisor {
  /// Whether this process may make files in a pool's folder, so that nobody has to copy for it.
  func canWrite(to pool: CreationFacts.Pool) -> Bool {
    guard choice.isLocal, !choice.isTest, pool.isFolder else { return false }
    // A folder that is missing is made by libvirt, as whoever that is.
    return pool.exists && pool.isActive ? Folder.isWritable(pool.path) : choice.isSession
  }
}
