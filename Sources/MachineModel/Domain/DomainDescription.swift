/// What a domain's XML says about a machine, whoever made it.
///
/// Reading is tolerant: what is missing or has an unknown form is nil or left out, and nothing is refused.
public struct DomainDescription: Hashable, Sendable {
  /// The name; empty when the XML has none.
  public var name: String
  /// The UUID as text, nil when the XML has none.
  public var uuid: String?
  /// What another tool shows as title, nil when there is none.
  public var title: String?
  /// The template that made the machine, from our metadata; nil for machines of other tools.
  public var template: String?
  /// libvirt's domain type, `kvm` or `qemu`; nil when the XML has none.
  public var type: String?
  /// The largest amount of memory, nil when it cannot be read.
  public var memory: ByteCount?
  /// The largest number of virtual processors, nil when it cannot be read.
  public var processors: Int?
  /// What the machine boots with.
  public var firmware: Firmware
  /// Whether the firmware enforces Secure Boot, as far as the XML tells.
  public var hasSecureBoot: Bool
  /// Path of the file with the firmware's variables, nil when the machine has none or libvirt has yet to choose it.
  public var nvramPath: String?
  /// The kernel that it starts without a boot loader, a file of the host; nil when there is none.
  public var kernelPath: String?
  /// The first file system for that kernel; nil when there is none.
  public var initrdPath: String?
  /// The emulated or real TPM, nil when there is none.
  public var tpm: TPM?
  /// Disks and drives in the order of the XML.
  public var disks: [Disk]
  /// Network cards in the order of the XML.
  public var networkCards: [NetworkCard]
  /// Ways to see the screen, `spice` or `vnc`, in the order of the XML.
  public var graphics: [Graphics]
  /// Models of emulated graphics cards.
  public var videoModels: [String]
  /// Functions of PCI devices of the host.
  public var pciDevices: [PCIAddress]
  /// Devices of the host that we gave it, from our metadata.
  public var givenDevices: [GivenDevice]
  /// USB devices of the host.
  public var usbDevices: [USBDevice]
  /// Memory that is shared with the host.
  public var sharedMemory: [SharedMemory]
  /// Folders of the host that the machine sees.
  public var sharedFolders: [SharedFolder]
  /// Names of virtio-serial ports, and the sockets behind them.
  public var channels: [Channel]
  /// What is booted from, first to last: targets of disks, or the words of `<boot dev>`.
  public var bootOrder: [String]

  /// What a machine boots with.
  public enum Firmware: String, Hashable, Sendable, Codable {
    /// PC BIOS.
    case bios
    /// UEFI.
    case uefi
  }

  /// A TPM.
  public struct TPM: Hashable, Sendable {
    /// `tpm-crb` or `tpm-tis`, nil when not told.
    public var model: String?
    /// `emulator` or `passthrough`, nil when not told.
    public var backend: String?
    /// `2.0` or `1.2`, nil when not told.
    public var version: String?
  }

  /// A network card.
  public struct NetworkCard: Hashable, Sendable {
    /// The address, nil when libvirt has yet to choose it or it cannot be read.
    public var address: MACAddress?
    /// libvirt's type, like `network`, `bridge` or `user`.
    public var type: String
    /// The network, bridge or host interface; nil when the type has none.
    public var source: String?
    /// The model, `virtio` or `e1000e`; nil when not told.
    public var model: String?
  }

  /// A way to see the screen.
  public struct Graphics: Hashable, Sendable {
    /// The protocol, like `spice` or `vnc`.
    public var type: String
    /// The port, nil when the machine is off or there is none.
    public var port: Int?
    /// The address or socket path it listens on, nil when not told.
    public var listen: String?
  }

  /// A USB device of the host.
  public struct USBDevice: Hashable, Sendable {
    /// Vendor and product, nil when the device is named by its place.
    public var vendor: UInt16?
    /// The product, nil when the device is named by its place.
    public var product: UInt16?
    /// The bus, nil when the device is named by vendor and product.
    public var bus: Int?
    /// The number on the bus, nil when the device is named by vendor and product.
    public var device: Int?
  }

  /// Memory that is shared with the host.
  public struct SharedMemory: Hashable, Sendable {
    /// The name of the file in `/dev/shm`.
    public var name: String
    /// The size, nil when not told.
    public var size: ByteCount?
  }

  /// A virtio-serial port.
  public struct Channel: Hashable, Sendable {
    /// libvirt's type, like `unix` or `spicevmc`.
    public var type: String
    /// The port's name, nil when it has none.
    public var name: String?
    /// Path of the socket on the host, nil when libvirt has yet to choose it.
    public var path: String?
  }
}
