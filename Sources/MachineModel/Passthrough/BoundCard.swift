/// A card, or another device, whose functions were taken from the host together.
public struct BoundCard: Hashable, Sendable, Codable {
  /// The function it is named by.
  public let address: PCIAddress
  /// Its functions, by address.
  public let functions: [BoundFunction]
  /// When the computer was started, by the kernel's own number (`boot_id`): after another start nothing of this holds.
  public let boot: String

  /// A card with the functions that change hands.
  public init(address: PCIAddress, functions: [BoundFunction], boot: String) {
    self.address = address
    self.functions = functions
    self.boot = boot
  }

  /// The same card with some of its functions only.
  public func keeping(_ isWanted: (BoundFunction) -> Bool) -> BoundCard {
    BoundCard(address: address, functions: functions.filter(isWanted), boot: boot)
  }
}
