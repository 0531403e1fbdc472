import Text

/// Where a function of a PCI device stands, `0000:01:00.0`.
///
/// The kernel numbers the domains behind Intel's VMD from 0x10000 on, so that they have five digits or more.
public struct PCIAddress: Hashable, Sendable {
  /// The segment, nearly always 0; what the firmware numbers has 16 bits, what the kernel numbers 32.
  ///
  /// Source: Linux, drivers/pci/controller/vmd.c, `vmd_find_free_domain`; libvirt 9.0's schema has 32 bits as well.
  public let domain: UInt32
  /// The bus.
  public let bus: UInt8
  /// The slot on the bus, 0 to 31.
  public let slot: UInt8
  /// The function of the device, 0 to 7.
  public let function: UInt8

  /// Creates an address from its four numbers; nil when slot or function is out of range.
  public init?(domain: UInt32 = 0, bus: UInt8, slot: UInt8, function: UInt8) {
    guard slot < 32, function < 8 else { return nil }
    self.domain = domain
    self.bus = bus
    self.slot = slot
    self.function = function
  }

  /// Reads `0000:01:00.0`, `10000:e1:00.0` or, as `lspci` prints it, `01:00.0`.
  public init(parsing text: String) throws(PCIAddressError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let last = parts.last else { throw .malformed(text) }
    let tail = last.split(separator: ".", omittingEmptySubsequences: false)
    guard tail.count == 2,
      let domain = parts.count == 3 ? Self.number(parts[0], digits: 4...8) : 0,
      let bus = Self.number(parts[parts.count - 2], digits: 2...2),
      let slot = Self.number(tail[0], digits: 2...2),
      let function = Self.number(tail[1], digits: 1...1),
      let address = PCIAddress(
        domain: domain, bus: UInt8(truncatingIfNeeded: bus), slot: UInt8(truncatingIfNeeded: slot),
        function: UInt8(truncatingIfNeeded: function))
    else { throw .malformed(text) }
    self = address
  }

  /// Whether the kernel gave the domain its number, as it does behind Intel's VMD.
  public var isBehindVMD: Bool { domain > 0xFFFF }

  /// The other functions' addresses have the same device.
  public func isSameDevice(as other: PCIAddress) -> Bool {
    domain == other.domain && bus == other.bus && slot == other.slot
  }

  private static func number(_ text: Substring, digits: ClosedRange<Int>) -> UInt32? {
    guard digits.contains(text.utf8.count), text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    return UInt32(text, radix: 16)
  }
}

extension PCIAddress: CustomStringConvertible {
  /// The address as sysfs writes it.
  public var description: String {
    let slotText = hexadecimal(UInt64(slot), digits: 2)
    return "\(hexadecimal(UInt64(domain), digits: 4)):\(hexadecimal(UInt64(bus), digits: 2)):\(slotText).\(function)"
  }
}

extension PCIAddress: Comparable {
  /// In the order of domain, bus, slot and function.
  public static func < (left: PCIAddress, right: PCIAddress) -> Bool {
    (left.domain, left.bus, left.slot, left.function) < (right.domain, right.bus, right.slot, right.function)
  }
}

/// Lower-case digits, with zeroes in front.
func hexadecimal(_ number: UInt64, digits: Int) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
}

/// Why a text is not the address of a PCI device.
public enum PCIAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text has another form.
  case malformed(String)

  /// What is wrong and how to write it.
  public var description: String {
    switch self {
    case .malformed(let text): tr("“%1$@” is not a PCI address. Write it as lspci -D does, like 0000:01:00.0.", text)
    }
  }
}
