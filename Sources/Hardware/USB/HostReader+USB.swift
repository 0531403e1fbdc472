public import MachineModel

extension HostReader {
  /// The USB devices, with what decides whether they may go; nothing is changed or woken.
  ///
  /// - Parameter withUse: Whether it matters who has them open, and which file systems are on them.
  public func usb(withUse: Bool = true) -> USBHardware {
    let reader = USBReader(root: root)
    var host = USBHardware(devices: reader.devices())
    guard var devices = host.devices else { return host }
    let names = USBNames(for: Set(devices.map(\.identity)), in: root)
    for index in devices.indices { devices[index].database = names.names(of: devices[index], in: root) }
    host.devices = devices
    guard withUse else { return host }
    let holders = USBUseReader(root: root, devices: devices).holders()
    let disks = DiskReader(root: root).disks()
    for index in devices.indices {
      let port = devices[index].port
      devices[index].holders = holders[port] ?? []
      devices[index].disks = (disks ?? []).filter { $0.usbPorts.contains(port) }
    }
    host.devices = devices
    host.unplacedDisks = disks.map { $0.filter { $0.controllers == nil } }
    host.inputDevices = InputReader(root: root).devices()
    return host
  }
}
