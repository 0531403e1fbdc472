import MachineModel

/// The parts of a machine that `list --devices` shows.
struct DevicesRecord: Encodable {
  /// Addresses of the host's PCI devices.
  let pci: [String]
  /// `spice`, `vnc`, …, and `looking-glass` where memory is shared for it.
  let display: [String]
  /// `vendor:product`, or `bus.device` where only the place is named.
  let usb: [String]

  init(_ description: DomainDescription) {
    pci = description.pciDevices.map(\.description)
    display =
      description.graphics.map(\.type)
      + (description.sharedMemory.contains { $0.name.hasPrefix("looking-glass") } ? ["looking-glass"] : [])
    usb = description.usbDevices.compactMap { device in
      if let vendor = device.vendor, let product = device.product {
        return vendor.fourDigits + ":" + product.fourDigits
      }
      guard let bus = device.bus, let number = device.device else { return nil }
      return "\(bus).\(number)"
    }
  }
}

extension UInt16 {
  fileprivate var fourDigits: String {
    let text = String(self, radix: 16)
    return String(repeating: "0", count: 4 - text.count) + text
  }
}
