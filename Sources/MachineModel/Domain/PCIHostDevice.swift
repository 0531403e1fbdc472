public import XML

/// A PCI device of the host that a machine gets for itself.
///
/// A graphics card has several functions (picture, sound, USB); all of them go together, so this holds them all.
public struct PCIHostDevice: Hashable, Sendable {
  /// The functions of the card, in ascending order; never empty.
  public let functions: [PCIAddress]
  /// Path of a ROM file for the first function, nil to use the card's own.
  public let romPath: String?

  /// A device with all its functions; nil when there is none or they are of different devices.
  public init?(functions: [PCIAddress], romPath: String? = nil) {
    let sorted = Set(functions).sorted()
    guard let first = sorted.first, sorted.allSatisfy(first.isSameDevice) else { return nil }
    self.functions = sorted
    self.romPath = romPath
  }

  /// One `<hostdev>` a function, for a domain or for attaching.
  ///
  /// They are managed: libvirt binds the device to vfio-pci at the start and gives it back at the end.
  public var elements: [Element] {
    functions.enumerated().map { index, function in
      Element("hostdev", ["mode": "subsystem", "type": "pci", "managed": "yes"]) {
        Element("driver", ["name": "vfio"])
        Element("source") { function.element }
        if index == 0, let romPath { Element("rom", ["file": romPath]) }
      }
    }
  }
}

extension PCIAddress {
  /// The `<address>` of a device of the host, as a `<source>` has it.
  public var element: Element {
    Element(
      "address",
      [
        "domain": "0x" + hexadecimal(UInt64(domain), digits: 4),
        "bus": "0x" + hexadecimal(UInt64(bus), digits: 2),
        "slot": "0x" + hexadecimal(UInt64(slot), digits: 2),
        "function": "0x\(function)",
      ])
  }

  /// Reads an `<address>`, whose numbers are hexadecimal with `0x` or decimal; nil when one is out of range.
  init?(element: Element) {
    func number(_ name: String, missing: UInt64?) -> UInt64? {
      guard let text = element[name] else { return missing }
      return text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
    }
    guard let domain = number("domain", missing: 0).flatMap({ UInt32(exactly: $0) }),
      let bus = number("bus", missing: nil).flatMap({ UInt8(exactly: $0) }),
      let slot = number("slot", missing: nil).flatMap({ UInt8(exactly: $0) }),
      let function = number("function", missing: 0).flatMap({ UInt8(exactly: $0) })
    else { return nil }
    self.init(domain: domain, bus: bus, slot: slot, function: function)
  }
}
