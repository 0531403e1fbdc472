/// A file system of the host, and what its disks are connected to.
public struct DiskUse: Hashable, Sendable {
  /// Where it is mounted; `swap` for swap space; a node such as `/dev/sda1` where something else stands on the disk.
  public let place: String
  /// The PCI functions on the way to its disks; nil when that could not be found out, empty when there are none.
  public let controllers: Set<PCIAddress>?
  /// The USB devices that its disks are, as far as they are.
  public let usbPorts: Set<USBPort>

  /// A file system.
  public init(place: String, controllers: Set<PCIAddress>?, usbPorts: Set<USBPort> = []) {
    self.place = place
    self.controllers = controllers
    self.usbPorts = usbPorts
  }

  /// Whether it is a disk that something else stands on (LVM, LUKS, RAID), and no file system.
  public var isHeld: Bool { place.hasPrefix("/dev/") }

  /// Whether the host cannot run without it.
  public var isVital: Bool {
    ["/", "/usr", "/var", "/home", "/boot", "/boot/efi", "/efi", "/nix", "/sysroot", "swap"].contains(place)
  }
}
