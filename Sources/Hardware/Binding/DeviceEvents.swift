internal import CLinux
internal import Glibc

/// The kernel's word that something about its devices has changed.
final class DeviceEvents {
  /// Negative where it cannot be heard, as in a container.
  private let socket: CInt

  /// Listens from now on.
  init() {
    let descriptor = Glibc.socket(
      AF_NETLINK, CInt(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), NETLINK_KOBJECT_UEVENT)
    var address = sockaddr_nl()
    address.nl_family = UInt16(AF_NETLINK)
    // The kernel's own words, and not what udev makes of them.
    address.nl_groups = 1
    let size = socklen_t(MemoryLayout<sockaddr_nl>.size)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
    }
    if !isBound, descriptor >= 0 { close(descriptor) }
    socket = isBound ? descriptor : -1
  }

  deinit { if socket >= 0 { close(socket) } }

  /// Waits until `isSo`, looking again at each of the kernel's words; false when it was not so in time.
  func wait(within limit: Duration, until isSo: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + limit
    while !isSo() {
      guard ContinuousClock.now < deadline else { return false }
      // Not every attribute's change is told of.
      var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 50) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 8192)
      while recv(socket, &buffer, buffer.count, CInt(MSG_DONTWAIT)) > 0 {}
    }
    return true
  }
}
