/// What a PCI function is for: base class, subclass and programming interface, as in `0x030000`.
///
/// Source: PCI Code and ID Assignment Specification; the numbers are those of the kernel's include/linux/pci_ids.h.
public struct PCIClass: Hashable, Sendable {
  /// The 24 bits.
  public let code: UInt32

  /// Takes the 24 bits; nil when there are more.
  public init?(code: UInt32) {
    guard code <= 0xFF_FFFF else { return nil }
    self.code = code
  }

  /// The base class, 3 for displays.
  public var base: UInt8 { UInt8(truncatingIfNeeded: code >> 16) }
  /// Base class and subclass, 0x0300 for a VGA controller.
  public var kind: UInt16 { UInt16(truncatingIfNeeded: code >> 8) }

  /// VGA, 3D or another display.
  public var isDisplay: Bool { base == 0x03 }
  /// A display that can show the firmware's screen.
  public var isVGA: Bool { kind == 0x0300 }
  /// A graphics processor without outputs of its own, as in laptops and servers.
  public var is3DController: Bool { kind == 0x0302 }
  /// Sound as graphics cards have it (HD Audio), or of another kind.
  public var isSound: Bool { kind == 0x0403 || kind == 0x0401 || kind == 0x0400 }
  /// A USB controller.
  public var isUSBController: Bool { kind == 0x0C03 }
  /// The controller of a USB-C connector (UCSI) on a graphics card.
  public var isUSBConnectorController: Bool { kind == 0x0C80 }
  /// A controller of disks.
  public var isStorage: Bool { base == 0x01 }
  /// A network card.
  public var isNetwork: Bool { base == 0x02 || kind == 0x0D80 }
  /// A bridge between PCI buses: it stays with the host, and VFIO wants it so.
  ///
  /// Source: Linux, drivers/vfio/vfio_main.c before 5.19 (any header type but 0), and `driver_managed_dma` of pcieport.
  public var isBridgeOfBuses: Bool { kind == 0x0604 || kind == 0x0609 }
  /// Any bridge, those of the chipset included.
  public var isBridge: Bool { base == 0x06 }

  /// The code as `lspci -n` prints it, `0300`.
  public var shortCode: String { hexadecimal(UInt64(kind), digits: 4) }
}
