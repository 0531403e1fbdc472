/// A network interface of the host that is a device.
public struct NetworkCard: Hashable, Sendable {
  /// The interface's name.
  public let name: String
  /// The PCI functions on the way to it.
  public var controllers: Set<PCIAddress>
  /// Whether it is up; nil when not told.
  public var isUp: Bool?
  /// Whether the way to other networks leads over it; nil when not told.
  public var hasDefaultRoute: Bool?

  /// An interface.
  public init(name: String, controllers: Set<PCIAddress>, isUp: Bool?, hasDefaultRoute: Bool?) {
    self.name = name
    self.controllers = controllers
    self.isUp = isUp
    self.hasDefaultRoute = hasDefaultRoute
  }

  /// Whether it may be in use: what is not known counts as used.
  public var mayBeUsed: Bool { isUp != false || hasDefaultRoute != false }
  /// Whether it is known to be of use when another goes.
  public var isOfUse: Bool { isUp == true }
}
