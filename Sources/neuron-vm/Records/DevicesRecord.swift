import MachineModel

/// The parts of a machine that `list --devices` shows.
struct DevicesRecord: Encodable {
  /// Addresses of the host's PCI devices.
  let pci: [String]
  /// Those that we gave it, with what they are.
  let given: [GivenDeviceRecord]
  /// `spice`, `vnc`, …, and `looking-glass` where memory is shared for it.
  let display: [String]
  /// `vendor:product`, or `bus.device` where only the place is named.
  let usb: [String]

  init(_ description: DomainDescription) {
    pci = description.pciDevices.map(\.description)
    given = description.givenDevices.map(GivenDeviceRecord.init)
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

extension DevicesRecord {
  /// The host's PCI devices for a person: by their names where they are known, each once.
  var pciTitles: [String] {
    let known = given.flatMap(\.functions)
    let present = given.filter { !Set($0.functions).isDisjoint(with: pci) }
    return present.map(\.title) + pci.filter { !known.contains($0) }
  }
}

extension UInt16 {
  fileprivate var fourDigits: String {
    let text = String(self, radix: 16)
    return String(repeating: "0", count: 4 - text.count) + text
  }
}
