public import MachineModel

/// A wish to give a machine a device of its host, as typed.
public struct AttachmentRequest: Hashable, Sendable {
  /// The device, by any of its functions.
  public var address: PCIAddress
  /// Whether anything but a graphics card counts as not found.
  public var onlyGraphics: Bool
  /// A file with the card's ROM, as typed; nil to use the card's own.
  public var rom: String?
  /// The addresses the user typed, to say that there is another way into the host.
  public var anotherWayIn: Set<PCIAddress>

  /// A wish.
  public init(
    _ address: PCIAddress, onlyGraphics: Bool, rom: String? = nil, anotherWayIn: Set<PCIAddress> = []
  ) {
    self.address = address
    self.onlyGraphics = onlyGraphics
    self.rom = rom
    self.anotherWayIn = anotherWayIn
  }
}
