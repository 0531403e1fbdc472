/// A function of a PCI device of the host, as the kernel tells of it.
///
/// Whatever cannot be read is nil: nothing is assumed of it.
public struct PCIDevice: Hashable, Sendable {
  /// Where it is.
  public let address: PCIAddress
  /// What it is for; nil when the kernel does not tell.
  public var kind: PCIClass?
  /// Vendor and device; nil when the kernel does not tell.
  public var identity: PCIIdentity?
  /// Vendor and device of the board it is on; nil for devices without, such as bridges.
  public var subsystem: PCIIdentity?
  /// What the PCI ID repository calls it.
  public var names = Names()
  /// The driver that has it now; nil for none.
  public var driver: String?
  /// The driver that was told to let it go and has not done so; nil for none.
  ///
  /// Nothing of what the kernel would make its reader wait for is known of such a device, and so not even ``driver``.
  public var stuckDriver: String?
  /// The only driver it may be bound to; nil for any.
  public var driverOverride: String?
  /// The number of its IOMMU group; nil when it is in none.
  public var group: Int?
  /// The NUMA node it is near to; nil when it is near to all.
  public var node: Int?
  /// The bridges it is behind, the one at the processor first; nil when not told.
  public var bridges: [PCIAddress]?
  /// Whether the firmware's screen was on it; nil when the kernel does not tell, as for 3D controllers.
  public var isBootDisplay: Bool?
  /// The function that this one is a virtual part of (SR-IOV); nil for a real one.
  public var physicalFunction: PCIAddress?
  /// How many virtual functions it has now.
  public var virtualFunctions = 0
  /// What was read of it besides; nil when nobody asked.
  public var details: Details?

  /// What takes more reading.
  public struct Details: Hashable, Sendable {
    /// How the kernel can reset it, the preferred first; nil when not told, empty when it cannot.
    public var resetMethods: [String]?
    /// How it is connected; nil for a device of the processor or chipset itself.
    public var link: PCILink?
    /// Windows into its memory, as they are now; nil when not told.
    public var windows: [MemoryWindow]?
    /// Windows whose size can be chosen.
    public var resizableBARs: [ResizableBAR] = []

    /// Details of which nothing is known.
    public init() {}
  }

  /// Names from the PCI ID repository; nil where it has none.
  public struct Names: Hashable, Sendable {
    /// Who made it.
    public var vendor: String?
    /// What it is.
    public var device: String?
    /// Who made the board.
    public var board: String?
    /// What it is for.
    public var kind: String?

    /// No names.
    public init() {}
  }

  /// A device of which only the place is known.
  public init(_ address: PCIAddress) { self.address = address }

  /// The device for a person: maker and name, or the numbers where the repository has none.
  public var title: String {
    let numbers = identity?.description ?? "?"
    guard let device = names.device else {
      return [names.vendor?.shortVendor, numbers].compactMap { $0 }.joined(separator: " ")
    }
    return [names.vendor?.shortVendor, device].compactMap { $0 }.joined(separator: " ")
  }

  /// What it is for, in words.
  public var purpose: String { names.kind ?? kind?.shortCode ?? "?" }
}

extension String {
  /// A maker's name without its legal form.
  fileprivate var shortVendor: String {
    var text = self
    // The repository gives the usual short form in brackets.
    if let open = text.lastIndex(of: "["), let close = text.lastIndex(of: "]"), open < close {
      return String(text[text.index(after: open)..<close])
    }
    let endings = [", Inc.", " Inc.", " Corporation", " Corp.", ", Ltd.", " Co.", " Co., Ltd.", " Co Ltd", " Ltd."]
    for ending in endings where text.hasSuffix(ending) { text.removeLast(ending.count) }
    return text
  }
}
