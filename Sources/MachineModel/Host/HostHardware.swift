/// A host's hardware at one moment, read in one go.
///
/// Whatever could not be read is nil, and whoever decides by it must then assume the worse.
public struct HostHardware: Hashable, Sendable {
  /// Every PCI function, by address; nil when the bus could not be read.
  public var devices: [PCIDevice]?
  /// The IOMMU.
  public var iommu = IOMMUFacts()
  /// The groups that were asked for.
  public var groups: [IOMMUGroup] = []
  /// What shows pictures; nil when not told.
  public var adapters: [DisplayAdapter]?
  /// Who has devices open; nil when nobody asked.
  public var use: DeviceUse?
  /// File systems in use; nil when not told.
  public var disks: [DiskUse]?
  /// Network interfaces that are devices; nil when not told.
  public var networkCards: [NetworkCard]?
  /// Keyboards and mice; nil when not told, or not fully.
  public var inputDevices: [InputDevice]?
  /// The kernel.
  public var kernel = KernelFacts()
  /// The processor.
  public var processor = ProcessorFacts()
  /// How it starts.
  public var boot = BootFacts()
  /// The board.
  public var board = BoardFacts()
  /// Large pages, by size; nil when not told or nobody asked.
  public var hugePages: [HugePages]?
  /// The memory; empty when nobody asked.
  public var memory = MemoryFacts()

  /// Nothing known.
  public init() {}

  /// The function at an address; nil when there is none.
  public func device(at address: PCIAddress) -> PCIDevice? {
    guard let devices else { return nil }
    // They are in order, and there may be thousands.
    var (low, high) = (0, devices.count)
    while low < high {
      let middle = (low + high) / 2
      if devices[middle].address < address { low = middle + 1 } else { high = middle }
    }
    return low < devices.count && devices[low].address == address ? devices[low] : nil
  }

  /// Members of a group: those that it lists, and those that say that they are in it.
  public func members(ofGroup number: Int) -> [PCIAddress] {
    let listed = groups.first { $0.number == number }?.members ?? []
    let own = (devices ?? []).filter { $0.group == number }.map(\.address)
    return Set(listed + own).sorted()
  }
}
