import Text

/// What a USB device is, by one of its interfaces; many have several.
public enum USBKind: String, Hashable, Sendable, CaseIterable {
  /// Sockets for other devices.
  case hub
  /// One to write with.
  case keyboard
  /// A mouse, touchpad or tablet.
  case mouse
  /// A gamepad, joystick or wheel.
  case gamepad
  /// A stick, a disk or a reader of cards.
  case storage
  /// Sound, either way.
  case audio
  /// Pictures: a webcam, or a camera with its photos.
  case camera
  /// A printer.
  case printer
  /// A telephone or tablet with its files.
  case phone
  /// A network card, or a modem.
  case network
  /// A Bluetooth radio.
  case bluetooth
  /// A key for signing in, or a reader of smart cards.
  case securityKey
  /// Anything else.
  case other

  /// The word for a person.
  public var title: String {
    switch self {
    case .hub: tr("hub")
    case .keyboard: tr("keyboard")
    case .mouse: tr("mouse")
    case .gamepad: tr("gamepad")
    case .storage: tr("storage")
    case .audio: tr("sound")
    case .camera: tr("camera")
    case .printer: tr("printer")
    case .phone: tr("phone")
    case .network: tr("network")
    case .bluetooth: tr("Bluetooth")
    case .securityKey: tr("security key")
    case .other: tr("other")
    }
  }

  /// What an interface is by its numbers alone; nil for what only its driver or its texts tell, or nothing at all.
  ///
  /// Source: <https://www.usb.org/defined-class-codes>; USB HID 1.11, 4.2 and 4.3 (keyboards and mice of the boot kind);
  /// Microsoft's RNDIS and Android's ADB by the kernel's drivers/net/usb/rndis_host.c and its gadgets.
  public init?(interface code: UInt8, subclass: UInt8, protocol number: UInt8) {
    switch (code, subclass, number) {
    case (0x01, _, _): self = .audio
    case (0x02, 0x06, _), (0x02, 0x0C, _), (0x02, 0x0D, _), (0x02, 0x0E, _), (0x02, 0x02, 0xFF), (0xEF, 0x04, _),
      (0xE0, 0x01, 0x03):
      self = .network
    case (0x03, 0x01, 0x01): self = .keyboard
    case (0x03, 0x01, 0x02): self = .mouse
    case (0x06, _, _), (0x0E, _, _): self = .camera
    case (0x07, _, _): self = .printer
    case (0x08, _, _): self = .storage
    case (0x09, _, _): self = .hub
    case (0x0B, _, _): self = .securityKey
    case (0xE0, 0x01, 0x01): self = .bluetooth
    case (0xFF, 0x42, _): self = .phone
    // Microsoft's controllers: wired, and the wireless receiver.
    case (0xFF, 0x5D, 0x01), (0xFF, 0x5D, 0x81), (0xFF, 0x47, 0xD0): self = .gamepad
    default: return nil
    }
  }
}
