/// A function of a device that was taken from the host, and how it stood before.
public struct BoundFunction: Hashable, Sendable, Codable {
  /// Where it is.
  public let address: PCIAddress
  /// Vendor and device, `10de:1b80`; nil when the kernel did not tell.
  ///
  /// What stands at the address later with other numbers is another device.
  public let identity: String?
  /// What had it.
  public let owner: Owner
  /// The module of that driver, to load it again; nil when it was built into the kernel or there was none.
  public let module: DriverName?
  /// What `driver_override` was; nil for nothing.
  public let driverOverride: DriverName?
  /// What the host used it by.
  public let nodes: Set<Node>

  /// What has a function.
  public enum Owner: Hashable, Sendable, Codable {
    /// A driver.
    case driver(DriverName)
    /// No driver at all.
    case nobody
    /// It is not known any more: the kernel chooses among its drivers.
    case unknown
  }

  /// What the kernel makes of a function for programs.
  public enum Node: String, Hashable, Sendable, Codable, CaseIterable {
    /// A picture, `/dev/dri/card*`.
    case picture
    /// Sound, `/dev/snd/controlC*`.
    case sound
  }

  /// A function as it stands, or stood.
  public init(
    address: PCIAddress, identity: String?, owner: Owner, module: DriverName? = nil, driverOverride: DriverName? = nil,
    nodes: Set<Node> = []
  ) {
    self.address = address
    self.identity = identity
    self.owner = owner
    self.module = module
    self.driverOverride = driverOverride
    self.nodes = nodes
  }

  /// The driver that it gets back; nil when it had none, or the kernel chooses.
  public var driver: DriverName? {
    if case .driver(let name) = owner { name } else { nil }
  }
}
