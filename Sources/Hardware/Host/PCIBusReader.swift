import MachineModel

/// Reads the PCI bus from sysfs.
///
/// Source: Linux, Documentation/ABI/testing/sysfs-bus-pci.
struct PCIBusReader {
  let root: HostRoot

  static let folder = "sys/bus/pci/devices"

  /// Every function, by address; nil when the bus cannot be read.
  ///
  /// - Parameter needsDetails: Of which devices the details are wanted.
  func devices(detailed needsDetails: (PCIDevice) -> Bool) -> [PCIDevice]? {
    guard let names = root.names(Self.folder), let bus = HostFolder(Self.folder, in: root) else { return nil }
    let addresses = names.compactMap { try? PCIAddress(parsing: $0) }
    let stuck = StuckDevices.drivers(in: root)
    var devices: [PCIDevice] = []
    for address in Set(addresses).sorted() {
      let place = bus.link("\(address)").flatMap { SysfsPath(link: $0, in: Self.folder) }
      var device = stuck[address] == nil ? device(address, place, needsDetails) : stuckDevice(address, place)
      device.stuckDriver = stuck[address]
      devices.append(device)
    }
    // A function that is a part of another counts even where that one does not tell of it.
    var parts: [PCIAddress: Int] = [:]
    for device in devices { device.physicalFunction.map { parts[$0, default: 0] += 1 } }
    for index in devices.indices {
      devices[index].virtualFunctions = max(devices[index].virtualFunctions, parts[devices[index].address] ?? 0)
    }
    return devices
  }

  private func device(
    _ address: PCIAddress, _ place: SysfsPath?, _ needsDetails: (PCIDevice) -> Bool
  ) -> PCIDevice {
    var device = PCIDevice(address)
    device.bridges = place.map { $0.addresses.filter { $0 != address } }
    guard let folder = HostFolder(place?.path ?? Self.folder + "/\(address)", in: root) else { return device }
    let event = folder.bytes("uevent").map(UEvent.init)
    // The event's text has most of it in one read; what it lacks is asked for one by one.
    device.kind = (event?.pciClass ?? folder.hexadecimal("class", digits: 6)).flatMap { PCIClass(code: $0) }
    device.identity =
      event?.identity ?? identity(folder.hexadecimal("vendor", digits: 4), folder.hexadecimal("device", digits: 4))
    device.subsystem =
      event?.subsystem
      ?? identity(folder.hexadecimal("subsystem_vendor", digits: 4), folder.hexadecimal("subsystem_device", digits: 4))
    if device.subsystem?.vendor == 0 { device.subsystem = nil }
    let linked = folder.linkName("driver")
    // Where the two differ, one is odd: vfio-pci, which holds nothing of the host's, is then not believed.
    device.driver = linked == "vfio-pci" ? event?.driver ?? linked : linked ?? event?.driver
    device.group = folder.linkName("iommu_group").flatMap { Int($0) }
    device.node = folder.number("numa_node").flatMap { $0 >= 0 ? $0 : nil }
    device.driverOverride = folder.text("driver_override").flatMap { $0.isEmpty || $0 == "(null)" ? nil : $0 }
    device.physicalFunction = folder.linkName("physfn").flatMap { try? PCIAddress(parsing: $0) }
    if device.kind.map({ $0.isDisplay || $0.isNetwork }) ?? true {
      device.virtualFunctions = folder.number("sriov_numvfs") ?? 0
    }
    if device.kind?.isDisplay ?? true {
      switch folder.text("boot_vga") {
      case "1": device.isBootDisplay = true
      case "0": device.isBootDisplay = false
      default: device.isBootDisplay = nil
      }
    }
    if needsDetails(device) { device.details = details(of: device, folder) }
    return device
  }

  /// A device whose driver does not let go: only what the kernel tells without waiting for that driver.
  private func stuckDevice(_ address: PCIAddress, _ place: SysfsPath?) -> PCIDevice {
    var device = PCIDevice(address)
    device.bridges = place.map { $0.addresses.filter { $0 != address } }
    guard let folder = HostFolder(place?.path ?? Self.folder + "/\(address)", in: root) else { return device }
    device.kind = folder.hexadecimal("class", digits: 6).flatMap { PCIClass(code: $0) }
    device.identity = identity(folder.hexadecimal("vendor", digits: 4), folder.hexadecimal("device", digits: 4))
    device.group = folder.linkName("iommu_group").flatMap { Int($0) }
    return device
  }

  /// The rest of what is known of a device.
  private func details(of device: PCIDevice, _ folder: borrowing HostFolder) -> PCIDevice.Details {
    var details = PCIDevice.Details()
    details.resetMethods = folder.text("reset_method").map { $0.split(separator: " ").map(String.init) }
    var link = PCILink()
    link.speed = folder.text("current_link_speed")
    link.width = folder.number("current_link_width")
    link.maximumSpeed = folder.text("max_link_speed")
    link.maximumWidth = folder.number("max_link_width")
    // 255 lanes is how the kernel says that there is no such link.
    if link.maximumWidth.map({ 1...32 ~= $0 }) ?? false { details.link = link }
    if let lines = folder.bytes("resource") {
      let lines = String(decoding: lines, as: UTF8.self).split(separator: "\n").prefix(6)
      details.windows = lines.enumerated().compactMap { MemoryWindow(number: $0.offset, line: $0.element) }
    }
    if device.kind?.isDisplay ?? true {
      for number in 0...5 {
        guard let text = folder.text("resource\(number)_resize"), let mask = UInt64(text, radix: 16),
          let window = ResizableBAR(number: number, mask: mask)
        else { continue }
        details.resizableBARs.append(window)
      }
    }
    return details
  }

  private func identity(_ vendor: UInt32?, _ device: UInt32?) -> PCIIdentity? {
    guard let vendor = vendor.flatMap({ UInt16(exactly: $0) }), let device = device.flatMap({ UInt16(exactly: $0) })
    else { return nil }
    return PCIIdentity(vendor: vendor, device: device)
  }
}
