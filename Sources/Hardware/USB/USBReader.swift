import MachineModel

/// Reads the USB devices that are plugged in, from sysfs alone: with udev or without it.
///
/// Source: Linux, Documentation/ABI/stable/sysfs-bus-usb and testing/sysfs-bus-usb.
struct USBReader {
  let root: HostRoot

  static let folder = "sys/bus/usb/devices"
  /// More are no computer's: 127 a bus.
  private static let most = 4096
  /// Source: USB 2.0, 9.6.3: the number of interfaces is a byte; more than these are no real device's.
  private static let mostInterfaces = 64

  /// The devices by their ports, without names of the database and without who uses them; nil when there is no USB.
  func devices() -> [USBDevice]? {
    guard let names = root.names(Self.folder) else { return nil }
    return names.compactMap { USBPort($0) }.sorted().prefix(Self.most).compactMap(device)
  }

  /// The device at a port; nil when none is plugged in there, or it is going just now.
  func device(_ port: USBPort) -> USBDevice? {
    let path = "\(Self.folder)/\(port)"
    guard let folder = HostFolder(path, in: root),
      let vendor = folder.text("idVendor"), let product = folder.text("idProduct"),
      let identity = USBIdentity(vendor: vendor, product: product),
      let address = folder.number("devnum"), 1...127 ~= address, folder.number("busnum") == port.bus
    else { return nil }
    var device = USBDevice(port: port, address: address, identity: identity)
    device.vendor = folder.bytes("manufacturer").flatMap { CleanText.clean($0) }
    device.product = folder.bytes("product").flatMap { CleanText.clean($0) }
    device.serial = folder.bytes("serial").flatMap { CleanText.clean($0) }
    device.megabits = folder.text("speed").flatMap { Double($0) }.flatMap { 0.1...1_000_000 ~= $0 ? $0 : nil }
    let (kinds, isTaken) = uses(of: device, path, isHub: folder.text("bDeviceClass") == "09")
    device.kinds = kinds
    device.isTaken = isTaken
    return device
  }

  private func uses(of device: USBDevice, _ path: String, isHub: Bool) -> (kinds: [USBKind], isTaken: Bool) {
    var kinds: Set<USBKind> = isHub ? [.hub] : []
    var isTaken = false
    let interfaces = (root.names(path) ?? []).filter { $0.hasPrefix("\(device.port):") }.sorted()
    for name in interfaces.prefix(Self.mostInterfaces) {
      let place = path + "/" + name
      kinds.formUnion(self.kinds(ofInterface: place, of: device))
      isTaken = isTaken || root.link(place + "/driver").map(lastPart) == "usbfs"
    }
    // A phone tells of its files in the words of a camera, and Yubico's keys may show their keyboard alone.
    if kinds.contains(.phone) { kinds.remove(.camera) }
    if device.identity.vendor == 0x1050 { kinds.insert(.securityKey) }
    if kinds.contains(.securityKey) { kinds.subtract([.keyboard, .mouse]) }
    return (kinds.isEmpty ? [.other] : USBKind.allCases.filter(kinds.contains), isTaken)
  }

  private func kinds(ofInterface path: String, of device: USBDevice) -> Set<USBKind> {
    guard let folder = HostFolder(path, in: root), let names = root.names(path) else { return [] }
    func number(_ name: String) -> UInt8? { folder.text(name).flatMap { UInt8($0, radix: 16) } }
    guard let code = number("bInterfaceClass"), let subclass = number("bInterfaceSubClass"),
      let `protocol` = number("bInterfaceProtocol")
    else { return [] }
    var kinds: Set<USBKind> = []
    if names.contains("net") { kinds.insert(.network) }
    if code == 0x06 || code == 0xFF, folder.text("interface")?.contains("MTP") == true { return kinds.union([.phone]) }
    // Apple's telephones have a camera's interface for their photos.
    if code == 0x06, device.identity.vendor == 0x05AC { return kinds.union([.phone]) }
    var inputs: [String] = names.contains("input") ? [path + "/input"] : []
    for name in names.sorted().prefix(64) where InputEntry.isHID(name[...]) {
      // Source: as in InputReader: the usage page of FIDO.
      if root.beginning("\(path)/\(name)/report_descriptor", limit: 3) == [0x06, 0xD0, 0xF1] {
        kinds.insert(.securityKey)
      }
      inputs.append("\(path)/\(name)/input")
    }
    for input in inputs { kinds.formUnion(self.inputs(in: input)) }
    // What its driver tells is more than what it says itself: macro keys make a mouse no keyboard of the boot kind.
    if code == 0x03, !kinds.isDisjoint(with: [.keyboard, .mouse, .gamepad]) { return kinds }
    if let kind = USBKind(interface: code, subclass: subclass, protocol: `protocol`) { kinds.insert(kind) }
    return kinds
  }

  /// What the input devices in a folder are, by their keys and axes.
  private func inputs(in path: String) -> Set<USBKind> {
    var kinds: Set<USBKind> = []
    for name in (root.names(path) ?? []).sorted().prefix(64) where name.hasPrefix("input") {
      guard let folder = HostFolder("\(path)/\(name)/capabilities", in: root) else { continue }
      var entry = InputEntry()
      for (file, line) in [("key", "KEY"), ("rel", "REL"), ("abs", "ABS")] {
        if let text = folder.text(file) { entry.read("B: \(line)=\(text)"[...]) }
      }
      if entry.isGamepad {
        kinds.insert(.gamepad)
      } else if entry.isMouse {
        kinds.insert(.mouse)
      } else if entry.isKeyboard {
        kinds.insert(.keyboard)
      }
    }
    return kinds
  }
}
