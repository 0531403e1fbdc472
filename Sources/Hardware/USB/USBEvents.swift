internal import CLinux
@preconcurrency internal import Dispatch
internal import Glibc

/// The word that USB devices came or went, after udev has dealt with them; from the kernel itself where there is no udev.
///
/// A word is a hint to look again, and no more: what it says is not read beyond whether it is about such a device.
public enum USBEvents {
  /// The hints from now on; several at once may be one.
  ///
  /// Ends at once where nothing can be heard, as in some containers.
  public static func stream() -> AsyncStream<Void> {
    let (stream, hints) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let socket = listen()
    guard socket >= 0 else {
      hints.finish()
      return stream
    }
    let source = DispatchSource.makeReadSource(fileDescriptor: socket)
    source.setEventHandler { if hear(socket) { hints.yield() } }
    source.setCancelHandler { close(socket) }
    hints.onTermination = { _ in source.cancel() }
    source.resume()
    return stream
  }

  /// Source: systemd, src/libsystemd/sd-device/device-monitor.c: group 1 is the kernel's, 2 is udev's, which speaks when
  /// `/run/udev/control` is there.
  private static func listen() -> CInt {
    let descriptor = socket(
      AF_NETLINK, CInt(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), NETLINK_KOBJECT_UEVENT)
    var address = sockaddr_nl()
    address.nl_family = UInt16(AF_NETLINK)
    address.nl_groups = access("/run/udev/control", F_OK) == 0 ? 2 : 1
    let size = socklen_t(MemoryLayout<sockaddr_nl>.size)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
    }
    if !isBound, descriptor >= 0 { close(descriptor) }
    return isBound ? descriptor : -1
  }

  /// Takes all that was said; whether something of it was about a USB device, or was lost.
  private static func hear(_ socket: CInt) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16384)
    var isOurs = false
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      if count < 0 {
        if errno == EINTR { continue }
        // ENOBUFS: more was said than anybody listened to.
        guard errno == ENOBUFS else { return isOurs }
        isOurs = true
        continue
      }
      // Both the kernel's form and udev's hold texts that end with zero bytes.
      if buffer[..<count].split(separator: 0).contains(where: { $0.elementsEqual("DEVTYPE=usb_device".utf8) }) {
        isOurs = true
      }
    }
  }
}
