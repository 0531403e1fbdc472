/// A keyboard or a mouse of the host.
public struct InputDevice: Hashable, Sendable {
  /// What it is.
  public let kind: Kind
  /// The PCI functions on the way to it; empty when it is none of theirs, such as a laptop's own keyboard.
  public let controllers: Set<PCIAddress>
  /// Whether the kernel tells what it is connected to; not so for Bluetooth.
  public let isPlaced: Bool
  /// Whether a person types on it for certain: not so for the macro keys of a mouse, a remote control, or the keyboard of
  /// a server's management processor.
  public let isCertain: Bool
  /// The USB device that it is; nil when it is none.
  public let usbPort: USBPort?

  /// What an input device is.
  public enum Kind: String, Hashable, Sendable {
    /// One with letters.
    case keyboard
    /// A mouse, touchpad or tablet.
    case mouse
  }

  /// An input device.
  public init(
    kind: Kind, controllers: Set<PCIAddress>, isPlaced: Bool = true, isCertain: Bool = true,
    usbPort: USBPort? = nil
  ) {
    self.kind = kind
    self.controllers = controllers
    self.isPlaced = isPlaced
    self.isCertain = isCertain
    self.usbPort = usbPort
  }
}
