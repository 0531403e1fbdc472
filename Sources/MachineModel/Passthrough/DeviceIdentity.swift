/// What a function was when a machine was given it, by which it is known again.
public struct DeviceIdentity: Hashable, Sendable {
  /// Where it was.
  public let address: PCIAddress
  /// Vendor and device; nil when the kernel did not tell.
  public let ids: PCIIdentity?
  /// Vendor and device of its board; nil for a function without.
  public let subsystem: PCIIdentity?
  /// What it is for; nil when the kernel did not tell.
  public let kind: PCIClass?
  /// The driver that had it: vfio-pci where somebody keeps it for machines; nil for none, or when not told.
  public let driver: String?
  /// The slot it was in, see ``PCIDevice/slotPath``; nil when it was not told.
  public let path: String?

  /// What a function is now.
  public init(_ device: PCIDevice) {
    self.init(
      address: device.address, ids: device.identity, subsystem: device.subsystem, kind: device.kind,
      driver: device.driver, path: device.slotPath)
  }

  init(
    address: PCIAddress, ids: PCIIdentity?, subsystem: PCIIdentity?, kind: PCIClass?, driver: String?, path: String?
  ) {
    self.address = address
    self.ids = ids
    self.subsystem = subsystem
    self.kind = kind
    self.driver = driver
    self.path = path
  }

  /// Whether a function is of the same make.
  ///
  /// The class is not compared: a graphics card's depends on whether the firmware draws on it.
  public func isOfSameMake(as device: PCIDevice) -> Bool { ids == device.identity && subsystem == device.subsystem }
}
