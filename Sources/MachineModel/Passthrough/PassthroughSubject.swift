/// What is to be given to a machine: a graphics card with all its functions, or one other device.
public struct PassthroughSubject: Hashable, Sendable {
  /// The function it is named by.
  public let primary: PCIDevice
  /// All functions that go together, by address.
  public let functions: [PCIDevice]

  /// A graphics card.
  public init(_ card: GraphicsCard) {
    primary = card.display
    functions = card.functions
  }

  /// One function.
  public init(_ device: PCIDevice) {
    primary = device
    functions = [device]
  }

  /// Whether it makes pictures; what is not known to be something else may.
  public var isGraphics: Bool { primary.kind?.isDisplay ?? true }
  /// The functions' addresses.
  public var addresses: Set<PCIAddress> { Set(functions.map(\.address)) }
  /// The numbers of the groups the functions are in.
  public var groups: [Int] { Set(functions.compactMap(\.group)).sorted() }
  /// Whether the host has let go of it: all functions are bound to vfio-pci.
  public var isDetached: Bool { functions.allSatisfy { $0.driver == "vfio-pci" } }
}

extension HostHardware {
  /// The graphics card that a function belongs to, or the function alone; nil when there is none at the address.
  public func subject(at address: PCIAddress) -> PassthroughSubject? {
    if let card = graphicsCards.first(where: { $0.addresses.contains(address) }) { return PassthroughSubject(card) }
    return device(at: address).map { PassthroughSubject($0) }
  }
}
