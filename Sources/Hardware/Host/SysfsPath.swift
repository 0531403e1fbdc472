import MachineModel

/// A place in sysfs below `sys/devices`, as a link in `sys/bus` or `sys/class` tells it.
struct SysfsPath: Hashable {
  /// The path from the host's root, without `..`.
  let path: String

  /// Joins a link's text to the folder that the link is in; nil when it leaves sysfs' devices.
  init?(link: String, in folder: String) {
    guard !link.hasPrefix("/") else { return nil }
    var parts = folder.split(separator: "/")
    for part in link.split(separator: "/") {
      switch part {
      case ".": break
      case "..":
        guard !parts.isEmpty else { return nil }
        parts.removeLast()
      default: parts.append(part)
      }
    }
    guard parts.count > 2, parts.count < 64, parts[0] == "sys", parts[1] == "devices" else { return nil }
    path = parts.joined(separator: "/")
  }

  /// The PCI functions on the way, from the processor down.
  var addresses: [PCIAddress] {
    path.utf8.split(separator: UInt8(ascii: "/")).compactMap { part in
      12...16 ~= part.count ? try? PCIAddress(parsing: String(Substring(part))) : nil
    }
  }

  /// The last function on the way, to which the place belongs; nil when none is.
  var device: PCIAddress? { addresses.last }

  /// The USB device that the place belongs to, the last on the way; nil when it belongs to none.
  ///
  /// A port's name counts only below a bus, `usb1`: something else may be called like one.
  var usbPort: USBPort? {
    let parts = path.split(separator: "/")
    guard let bus = parts.firstIndex(where: { $0.hasPrefix("usb") && Int($0.dropFirst(3)) != nil }) else { return nil }
    var port: USBPort?
    for part in parts[(bus + 1)...] {
      guard let next = USBPort(part) else { break }
      port = next
    }
    return port
  }

  /// Whether it exists in software only.
  var isVirtual: Bool { path.hasPrefix("sys/devices/virtual/") }
}
