public import MachineModel

/// Reads a host's hardware: one value out of one read, without changing or starting anything.
public struct HostReader: Sendable {
  /// What is read.
  public let root: HostRoot

  /// Reads from a root.
  public init(_ root: HostRoot) { self.root = root }

  /// The hardware as it is now.
  ///
  /// - Parameters:
  ///   - scope: How much is read.
  ///   - wanted: Devices that are asked about besides graphics cards: their details and their groups are read too.
  public func hardware(_ scope: Scope = .everything, about wanted: Set<PCIAddress> = []) -> HostHardware {
    var host = HostHardware()
    let bus = PCIBusReader(root: root)
    let kernel = KernelReader(root: root)
    var devices = bus.devices { device in
      scope == .everything || scope == .detailedDevices
        || (scope != .devices && (device.kind?.isDisplay ?? true || wanted.contains(device.address)))
    }
    let names = PCINames(for: devices ?? [], in: root)
    for index in (devices ?? []).indices {
      guard let device = devices?[index] else { continue }
      devices?[index].names = names.names(of: device)
    }
    host.devices = devices
    host.kernel = kernel.kernel()
    host.iommu = kernel.iommu()
    guard scope != .devices, scope != .detailedDevices else { return host }

    let displays = (devices ?? []).filter { $0.kind?.isDisplay ?? true }
    let numbers = Set(
      (devices ?? []).filter { $0.kind?.isDisplay ?? true || wanted.contains($0.address) || scope == .everything }
        .compactMap(\.group))
    host.groups = numbers.sorted().compactMap(kernel.group)
    host.adapters = DisplayReader(root: root).adapters(displays: displays)
    host.use = DeviceUseReader(root: root, devices: devices ?? [], adapters: host.adapters ?? []).use()
    host.disks = DiskReader(root: root).disks()
    host.networkCards = NetworkReader(root: root).cards()
    host.inputDevices = InputReader(root: root).devices()
    let processor = ProcessorReader(root: root)
    host.processor = processor.facts()
    host.boot = BootReader(root: root).facts(host.kernel)
    host.board = kernel.board()
    guard scope == .everything || scope == .overview else { return host }
    host.processor.topology = processor.topology()
    if scope == .everything {
      // A saved host is to tell all that anybody asks.
      processor.readAvailability(into: &host.processor)
      host.memory = MemoryReader(root: root).facts()
    }
    host.hugePages = kernel.hugePages()
    return host
  }

  /// How much is read.
  public enum Scope: Sendable, Hashable {
    /// The devices, the kernel and whether there is an IOMMU.
    case devices
    /// The same, with the details of every device.
    case detailedDevices
    /// What decides whether a device can be given away; details of graphics cards and of what is asked about.
    case judgement
    /// The same, and the processor's topology and large pages.
    case overview
    /// All there is, details of every device and the processor's topology included.
    case everything
  }
}
