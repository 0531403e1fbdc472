internal import Glibc
import MachineModel

/// Names from the USB ID repository, those that are wanted only; without it, what udev's database says.
///
/// Source: `usb.ids`, <http://www.linux-usb.org/usb-ids.html>: vendors begin a line, their products stand behind one tab;
/// lists of another kind follow, each line of which begins with a word of one to three letters.
struct USBNames {
  private static let places = [
    "usr/share/misc/usb.ids", "usr/share/hwdata/usb.ids", "usr/share/usb.ids", "var/lib/usbutils/usb.ids",
  ]
  private static let limit = 16 << 20

  private var vendors: [UInt16: String] = [:]
  private var products: [USBIdentity: String] = [:]
  private var isThere = true

  /// Names for these models from the host, or else from this computer: names say nothing about a host.
  init(for wanted: Set<USBIdentity>, in root: HostRoot) {
    if let bytes = Self.file(in: root) {
      self.init(for: wanted, from: bytes)
    } else if !root.isLive, let here = try? HostRoot(), let bytes = Self.file(in: here) {
      self.init(for: wanted, from: bytes)
    } else {
      self.init(for: [], from: [])
      isThere = false
    }
  }

  private static func file(in root: HostRoot) -> [UInt8]? {
    for place in places {
      if let bytes = root.bytes(place, limit: limit, isRecorded: false) { return bytes }
    }
    return nil
  }

  /// Reads the repository's text in one pass, and only the lines that are wanted.
  init(for wanted: Set<USBIdentity>, from bytes: [UInt8]) {
    guard !wanted.isEmpty else { return }
    let vendorsWanted = Set(wanted.map(\.vendor))
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      var vendor: UInt16?
      var place = 0
      while place < buffer.count {
        let found = memchr(start + place, 0x0A, buffer.count - place)
        let end = found.map { UnsafeRawPointer($0) - start } ?? buffer.count
        let line = UnsafeRawBufferPointer(rebasing: buffer[place..<end])
        place = end + 1
        guard line.count > 5, line[0] != 0x23 else { continue }
        if line[0] == 0x09 {
          guard let vendor, line[1] != 0x09, let product = Self.number(line[1..<5]) else { continue }
          let identity = USBIdentity(vendor: vendor, product: product)
          if wanted.contains(identity) { products[identity] = CleanText.clean(line[5...]) }
        } else {
          // The lines of other lists have no four digits and two spaces.
          vendor = line[4] == 0x20 && line[5] == 0x20 ? Self.number(line[0..<4]) : nil
          guard let number = vendor, vendorsWanted.contains(number) else {
            vendor = nil
            continue
          }
          vendors[number] = CleanText.clean(line[4...])
        }
      }
    }
  }

  /// What a device is called.
  func names(of device: USBDevice, in root: HostRoot) -> USBDevice.Names {
    if isThere {
      return USBDevice.Names(vendor: vendors[device.identity.vendor], product: products[device.identity])
    }
    // udev keeps what it found out in a file for each node: 189 is the major number of USB devices, 128 to a bus.
    var names = USBDevice.Names()
    let node = "run/udev/data/c189:\((device.bus - 1) * 128 + device.address - 1)"
    for line in (root.lines(node, limit: 1 << 16) ?? []).prefix(256) {
      if line.hasPrefix("E:ID_VENDOR_FROM_DATABASE=") { names.vendor = CleanText.clean(line.utf8.dropFirst(26)) }
      if line.hasPrefix("E:ID_MODEL_FROM_DATABASE=") { names.product = CleanText.clean(line.utf8.dropFirst(25)) }
    }
    return names
  }

  private static func number(_ digits: Slice<UnsafeRawBufferPointer>) -> UInt16? {
    var number: UInt16 = 0
    for byte in digits {
      switch byte {
      case 0x30...0x39: number = number << 4 | UInt16(byte - 0x30)
      case 0x61...0x66: number = number << 4 | UInt16(byte - 0x61 + 10)
      case 0x41...0x46: number = number << 4 | UInt16(byte - 0x41 + 10)
      default: return nil
      }
    }
    return number
  }
}
