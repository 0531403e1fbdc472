/// A graphics card: its picture, and the functions that belong to it.
public struct GraphicsCard: Hashable, Sendable {
  /// The function that makes the picture.
  public let display: PCIDevice
  /// All functions of the card, that of the picture included, by address.
  public let functions: [PCIDevice]

  /// The addresses of all functions.
  public var addresses: [PCIAddress] { functions.map(\.address) }
  /// Whether it is a virtual part of another card (SR-IOV).
  public var isVirtualFunction: Bool { display.physicalFunction != nil }
}

extension HostHardware {
  /// The graphics cards, by address.
  public var graphicsCards: [GraphicsCard] {
    // By the address of the first function: there may be thousands of devices, and many of them displays.
    var slots: [PCIAddress?: [PCIDevice]] = [:]
    for device in devices ?? [] where device.physicalFunction == nil {
      slots[device.address.firstFunction, default: []].append(device)
    }
    return (devices ?? []).compactMap { display in
      guard display.kind?.isDisplay == true else { return nil }
      guard display.physicalFunction == nil else { return GraphicsCard(display: display, functions: [display]) }
      let slot = slots[display.address.firstFunction] ?? []
      // A second display function of a card belongs to the first.
      guard slot.first(where: { $0.kind?.isDisplay == true })?.address == display.address else { return nil }
      return card(display, slot)
    }
  }

  private func card(_ display: PCIDevice, _ slot: [PCIDevice]) -> GraphicsCard {
    // In a processor's own slot there are functions that have nothing to do with the picture (encryption, USB of the
    // board): then only picture and sound are the card's.
    let isPartOfProcessor = slot.contains { !$0.mayBelongToCard }
    let functions = slot.filter { function in
      isPartOfProcessor
        ? function.kind?.isDisplay == true
          || (function.kind?.isSound == true && function.group == display.group && function.address.function == 1)
        : true
    }
    return GraphicsCard(display: display, functions: functions)
  }
}

extension PCIAddress {
  /// Where the device begins that this is a function of.
  fileprivate var firstFunction: PCIAddress? { PCIAddress(domain: domain, bus: bus, slot: slot, function: 0) }
}

extension PCIDevice {
  /// What is not known may belong to it: it then goes with the card, or keeps it here.
  fileprivate var mayBelongToCard: Bool {
    guard let kind else { return true }
    return kind.isDisplay || kind.isSound || kind.isUSBController || kind.isUSBConnectorController
  }
}
