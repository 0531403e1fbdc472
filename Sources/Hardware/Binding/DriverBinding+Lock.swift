internal import Glibc
import Journal
import MachineModel
import Text

extension DriverBinding {
  /// Keeps other processes away from a card; by its slot, so that any of its functions names it.
  ///
  /// A child whose write to the kernel does not end holds it on.
  func lock(_ address: PCIAddress, for title: String) throws(BindingError) -> FileLock {
    let slot = "\(address)".prefix { $0 != "." }
    let path = places.locks + "/\(slot).lock"
    // The child of a process that was killed ends its write first.
    for _ in 0..<40 {
      let lock = try journaling { () throws(JournalError) in try FileLock.takeAtOnce(path, for: title) }
      if let lock { return lock }
      usleep(50_000)
    }
    throw .busy(address, by: FileLock.holder(of: path))
  }
}
