/// A device that did not come back to its host from a machine.
public struct UnreturnedDevice: Hashable, Sendable {
  /// Where it is.
  public let address: PCIAddress
  /// What is not as it was, in words.
  public let reason: String

  /// Notes one.
  public init(_ address: PCIAddress, reason: String) {
    self.address = address
    self.reason = reason
  }
}
