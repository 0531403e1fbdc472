/// A USB device that is plugged in.
///
/// Root hubs, which are part of their controllers, are none.
///
/// Its texts come from the device itself, which may say anything: they are clean and short (``CleanText``).
public struct USBDevice: Hashable, Sendable {
  /// Where it is plugged in.
  public let port: USBPort
  /// Its number on the bus, 1 to 127; another one after each replug.
  public let address: Int
  /// What model it is.
  public let identity: USBIdentity
  /// Who made it, in its own words; nil when it says nothing.
  public var vendor: String?
  /// What it is, in its own words; nil when it says nothing.
  public var product: String?
  /// Which of its model it is; nil when it says nothing.
  public var serial: String?
  /// What the system's database says of its maker and model.
  public var database = Names()
  /// What it is, in the order of ``USBKind``; never empty once read.
  public var kinds: [USBKind] = [.other]
  /// How quickly it talks, in millions of bits a second; nil when not told.
  public var megabits: Double?
  /// Whether a program has taken it from the host's drivers, as QEMU does for a machine.
  public var isTaken = false
  /// The file systems and swap spaces that are on it, and what else stands on it.
  public var disks: [DiskUse] = []
  /// The processes that have it open, as far as they let themselves be looked at.
  public var holders: [DeviceHolder] = []

  /// Names out of a database.
  public struct Names: Hashable, Sendable {
    /// The maker's.
    public var vendor: String?
    /// The model's.
    public var product: String?

    /// Both, or what is known.
    public init(vendor: String? = nil, product: String? = nil) {
      self.vendor = vendor
      self.product = product
    }
  }

  /// A device of which nothing else is known yet.
  public init(port: USBPort, address: Int, identity: USBIdentity) {
    self.port = port
    self.address = address
    self.identity = identity
  }

  /// The bus.
  public var bus: Int { port.bus }

  /// Whether it is a hub, whose devices would go with it.
  public var isHub: Bool { kinds.contains(.hub) }

  /// The maker's and the model's name, as far as somebody tells them; else the numbers.
  public var title: String {
    guard let name = product ?? database.product else {
      return [vendor ?? database.vendor, "\(identity)"].compactMap(\.self).joined(separator: " ")
    }
    guard let maker = vendor ?? database.vendor, !name.lowercased().hasPrefix(maker.lowercased()) else { return name }
    return maker + " " + name
  }
}
