internal import Glibc
import MachineModel

/// Names from the PCI ID repository, those that are wanted only.
///
/// Source: `pci.ids`, <https://pci-ids.ucw.cz/>: vendors begin a line, their devices stand behind one tab, boards
/// behind two; classes begin with `C`.
struct PCINames {
  /// Where distributions keep it.
  static let places = ["usr/share/misc/pci.ids", "usr/share/hwdata/pci.ids", "usr/share/pci.ids"]
  private static let limit = 16 << 20

  private var vendors: [UInt16: String] = [:]
  private var devices: [PCIIdentity: String] = [:]
  private var kinds: [UInt16: String] = [:]

  /// Names for these devices from the host, or else from this computer: names say nothing about a host.
  init(for wanted: [PCIDevice], in root: HostRoot) {
    if let bytes = Self.file(in: root) {
      self.init(for: wanted, from: bytes)
      root.recording?.replace("usr/share/misc/pci.ids", with: text)
    } else if !root.isLive, let here = try? HostRoot(), let bytes = Self.file(in: here) {
      self.init(for: wanted, from: bytes)
    } else {
      self.init(for: [], from: [])
    }
  }

  private static func file(in root: HostRoot) -> [UInt8]? {
    for place in places {
      if let bytes = root.bytes(place, limit: limit, isRecorded: false) { return bytes }
    }
    return nil
  }

  /// Reads the repository's text in one pass, and only the lines that are wanted.
  init(for wanted: [PCIDevice], from bytes: [UInt8]) {
    var vendorsWanted: Set<UInt16> = []
    var devicesWanted: Set<PCIIdentity> = []
    var kindsWanted: Set<UInt16> = []
    for device in wanted {
      if let identity = device.identity {
        vendorsWanted.insert(identity.vendor)
        devicesWanted.insert(identity)
      }
      if let board = device.subsystem { vendorsWanted.insert(board.vendor) }
      if let kind = device.kind { kindsWanted.formUnion([kind.kind, UInt16(kind.base) << 8 | 0xFF]) }
    }
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      var vendor: UInt16?
      var kind: UInt8?
      var place = 0
      while place < buffer.count {
        let found = memchr(start + place, 0x0A, buffer.count - place)
        let end = found.map { UnsafeRawPointer($0) - start } ?? buffer.count
        let line = UnsafeRawBufferPointer(rebasing: buffer[place..<end])
        place = end + 1
        guard line.count > 6 else { continue }
        switch line[0] {
        case 0x23: continue
        case 0x09:
          guard line[1] != 0x09 else { continue }
          if let vendor {
            guard let device = Self.number(line, 1, 4) else { continue }
            let identity = PCIIdentity(vendor: vendor, device: device)
            if devicesWanted.contains(identity) { devices[identity] = Self.name(line, 5) }
          } else if let kind, let sub = Self.number(line, 1, 2) {
            let code = UInt16(kind) << 8 | sub
            if kindsWanted.contains(code) { kinds[code] = Self.name(line, 3) }
          }
        case 0x43 where line[1] == 0x20:
          vendor = nil
          kind = Self.number(line, 2, 2).map { UInt8(truncatingIfNeeded: $0) }
          if let code = kind.map({ UInt16($0) << 8 | 0xFF }), kindsWanted.contains(code) {
            kinds[code] = Self.name(line, 4)
          }
        default:
          kind = nil
          vendor = Self.number(line, 0, 4).flatMap { vendorsWanted.contains($0) ? $0 : nil }
          if let vendor { vendors[vendor] = Self.name(line, 4) }
        }
      }
    }
  }

  /// What a device is called.
  func names(of device: PCIDevice) -> PCIDevice.Names {
    var names = PCIDevice.Names()
    names.vendor = device.identity.flatMap { vendors[$0.vendor] }
    names.device = device.identity.flatMap { devices[$0] }
    names.board = device.subsystem.flatMap { vendors[$0.vendor] }
    names.kind = device.kind.flatMap { kinds[$0.kind] ?? kinds[UInt16($0.base) << 8 | 0xFF] }
    return names
  }

  /// The names as a repository of their own.
  private var text: String {
    var text = ""
    for vendor in vendors.keys.sorted() {
      text += String(PCIIdentity(vendor: vendor, device: 0).description.prefix(4)) + "  \(vendors[vendor] ?? "")\n"
      for identity in devices.keys.filter({ $0.vendor == vendor }).sorted(by: { $0.device < $1.device }) {
        text += "\t\(identity.description.suffix(4))  \(devices[identity] ?? "")\n"
      }
    }
    for base in Set(kinds.keys.map { $0 >> 8 }).sorted() {
      func digits(_ number: UInt16) -> Substring { PCIIdentity(vendor: 0, device: number).description.suffix(2) }
      text += "C \(digits(base))  \(kinds[base << 8 | 0xFF] ?? "Class")\n"
      for kind in kinds.keys.filter({ $0 >> 8 == base && $0 & 0xFF != 0xFF }).sorted() {
        text += "\t\(digits(kind & 0xFF))  \(kinds[kind] ?? "")\n"
      }
    }
    return text
  }

  private static func number(_ line: UnsafeRawBufferPointer, _ start: Int, _ digits: Int) -> UInt16? {
    var number: UInt16 = 0
    for index in start..<(start + digits) {
      switch line[index] {
      case let byte where 0x30...0x39 ~= byte: number = number << 4 | UInt16(byte - 0x30)
      case let byte where 0x61...0x66 ~= byte: number = number << 4 | UInt16(byte - 0x61 + 10)
      case let byte where 0x41...0x46 ~= byte: number = number << 4 | UInt16(byte - 0x41 + 10)
      default: return nil
      }
    }
    return number
  }

  /// The name from a column on; nil when it is empty, too long or holds control characters.
  private static func name(_ line: UnsafeRawBufferPointer, _ start: Int) -> String? {
    var start = start
    while start < line.count, line[start] == 0x20 { start += 1 }
    guard start < line.count, line.count - start <= 300 else { return nil }
    return oneLine(Array(line[start...]))
  }
}
