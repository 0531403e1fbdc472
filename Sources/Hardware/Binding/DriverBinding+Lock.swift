internal import Glibc
import Journal
import MachineModel
import Text

extension DriverBinding {
  /// Keeps other processes away from a card; by its slot, so that any of its functions names it.
  ///
  /// A child whose write to the kernel does not end holds it on.
  func withLock<Value>(
    _ address: PCIAddress, for title: String, _ body: (DriverBinding) throws(BindingError) -> Value
  ) throws(BindingError) -> Value {
    let lock = try lock(address, for: title)
    do throws(BindingError) {
      var binding = self
      binding.lock = lock
      let value = try body(binding)
      lock.release()
      return value
    } catch {
      if case .stuck = error { lock.leaveToChildren() } else { lock.release() }
      throw error
    }
  }

  private func lock(_ address: PCIAddress, for title: String) throws(BindingError) -> FileLock {
    let slot = "\(address)".prefix { $0 != "." }
    let path = places.locks + "/\(slot).lock"
    // The child of a process that was killed ends its write first.
    for _ in 0..<40 {
      let lock = try journaling { () throws(JournalError) in try FileLock.takeAtOnce(path, for: title) }
      if let lock { return lock }
      usleep(50_000)
    }
    if let stuck = StuckDevices(places).devices().first(where: { "\($0.address)".hasPrefix(slot) }) {
      throw .stuck(stuck.address, driver: stuck.driver, after: nil, state: [])
    }
    throw .busy(address, by: FileLock.holder(of: path))
  }
}
