/// A device of the host that a machine was given by us, as the machine's metadata tells.
public struct GivenDevice: Hashable, Sendable {
  /// Whether it is a graphics card.
  public let isGraphics: Bool
  /// What it is called, for people; empty when not told.
  public let name: String
  /// What its functions were, the one that it is named by first; never empty.
  public let functions: [DeviceIdentity]
  /// Whether the user has said to have another way into the host, so that this device may be given away.
  public let hasAnotherWayIn: Bool
  /// What was switched on in the machine for it.
  public var settings: Set<PassthroughSetting>

  /// The most functions that a device has, and the most devices that are read.
  static let most = 64

  /// The address that it is named by.
  public var address: PCIAddress { functions[0].address }
  /// The addresses of all its functions, as they were.
  public var addresses: Set<PCIAddress> { Set(functions.map(\.address)) }
  /// The functions that the host had itself, and so is to have back.
  public var hostFunctions: Set<PCIAddress> {
    Set(functions.filter { $0.driver.map { $0 != "vfio-pci" } ?? false }.map(\.address))
  }
  /// Its name and address for a sentence.
  public var title: String { name.isEmpty ? "\(address)" : "\(name) (\(address))" }

  /// A device that is given now.
  ///
  /// - Parameter former: What was written of it before: a machine may have it now, which says nothing of the host's driver.
  public init(
    _ subject: PassthroughSubject, hasAnotherWayIn: Bool, settings: Set<PassthroughSetting>, former: [GivenDevice] = []
  ) {
    isGraphics = subject.isGraphics
    name = subject.primary.title
    let others = subject.functions.filter { $0.address != subject.primary.address }
    let known = former.flatMap(\.functions)
    functions = ([subject.primary] + others).map { function in
      let now = DeviceIdentity(function)
      return known.first { $0.address == now.address && now.driver == "vfio-pci" && $0.ids == now.ids } ?? now
    }
    self.hasAnotherWayIn = hasAnotherWayIn
    self.settings = settings
  }

  /// Nil without a function.
  init?(
    isGraphics: Bool, name: String, functions: [DeviceIdentity], hasAnotherWayIn: Bool,
    settings: Set<PassthroughSetting>
  ) {
    guard !functions.isEmpty else { return nil }
    self.isGraphics = isGraphics
    self.name = name
    self.functions = functions
    self.hasAnotherWayIn = hasAnotherWayIn
    self.settings = settings
  }
}
