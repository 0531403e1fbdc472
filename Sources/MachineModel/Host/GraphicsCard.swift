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
    let displays = (devices ?? []).filter { $0.kind?.isDisplay == true }
    return displays.filter { display in
      // A second display function of a card belongs to the first.
      !displays.contains {
        $0.address < display.address && $0.address.isSameDevice(as: display.address)
          && $0.physicalFunction == display.physicalFunction && display.physicalFunction == nil
      }
    }.map(card)
  }

  private func card(_ display: PCIDevice) -> GraphicsCard {
    guard display.physicalFunction == nil else { return GraphicsCard(display: display, functions: [display]) }
    let slot = (devices ?? []).filter { $0.address.isSameDevice(as: display.address) && $0.physicalFunction == nil }
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

extension PCIDevice {
  /// What is not known may belong to it: it then goes with the card, or keeps it here.
  fileprivate var mayBelongToCard: Bool {
    guard let kind else { return true }
    return kind.isDisplay || kind.isSound || kind.isUSBController || kind.isUSBConnectorController
  }
}
