/// A pair of vendor and device, `10de:1b80`.
public struct PCIIdentity: Hashable, Sendable, CustomStringConvertible {
  /// Who made it, by the PCI-SIG's numbers.
  public let vendor: UInt16
  /// What it is, by the vendor's numbers.
  public let device: UInt16

  /// Joins the two numbers.
  public init(vendor: UInt16, device: UInt16) {
    self.vendor = vendor
    self.device = device
  }

  /// The pair as `lspci -n` prints it.
  public var description: String {
    hexadecimal(UInt64(vendor), digits: 4) + ":" + hexadecimal(UInt64(device), digits: 4)
  }
}
