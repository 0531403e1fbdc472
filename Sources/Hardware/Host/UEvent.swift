import MachineModel

/// The text that the kernel sends about a PCI device, `KEY=VALUE` line by line.
struct UEvent {
  private(set) var driver: String?
  private(set) var pciClass: UInt32?
  private(set) var identity: PCIIdentity?
  private(set) var subsystem: PCIIdentity?

  /// Reads the lines it knows and leaves out the others; what has another form stays nil.
  init(_ bytes: [UInt8]) {
    // A line without its end may be a part of one: a class that was cut short is another class.
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      guard let equals = line.firstIndex(of: 0x3D) else { continue }
      let value = line[line.index(after: equals)...]
      switch line[..<equals].count {
      case 6 where line.starts(with: "DRIVER".utf8): driver = oneLine(Array(value)).flatMap { $0.isEmpty ? nil : $0 }
      case 9 where line.starts(with: "PCI_CLASS".utf8): pciClass = Self.number(value, digits: 1...6)
      case 6 where line.starts(with: "PCI_ID".utf8): identity = Self.pair(value)
      case 13 where line.starts(with: "PCI_SUBSYS_ID".utf8): subsystem = Self.pair(value)
      default: break
      }
    }
  }

  private static func pair(_ text: ArraySlice<UInt8>) -> PCIIdentity? {
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
    guard parts.count == 2, let vendor = number(parts[0], digits: 4...4), let device = number(parts[1], digits: 4...4)
    else { return nil }
    return PCIIdentity(vendor: UInt16(truncatingIfNeeded: vendor), device: UInt16(truncatingIfNeeded: device))
  }

  private static func number(_ text: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> UInt32? {
    guard digits.contains(text.count) else { return nil }
    var number: UInt32 = 0
    for byte in text {
      switch byte {
      case 0x30...0x39: number = number << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: number = number << 4 | UInt32(byte - 0x41 + 10)
      case 0x61...0x66: number = number << 4 | UInt32(byte - 0x61 + 10)
      default: return nil
      }
    }
    return number
  }
}
