import MachineModel

/// Reads keyboards and mice, and what they are connected to.
///
/// Source: `/proc/bus/input/devices`; Linux, include/uapi/linux/input-event-codes.h.
struct InputReader {
  let root: HostRoot

  /// The keyboards and mice; nil when they cannot be read, or not all of them.
  func devices() -> [InputDevice]? {
    guard let lines = root.lines("proc/bus/input/devices"), let listed = root.names("sys/class/input") else {
      return nil
    }
    var missing = Set(listed.filter { $0.hasPrefix("input") })
    var entries: [InputEntry] = []
    var entry = InputEntry()
    for line in lines + ["I:"] {
      if line.hasPrefix("I:") {
        missing.remove(String(lastPart(entry.path)))
        if entry.isKeyboard || entry.isMouse { entries.append(entry) }
        entry = InputEntry()
      }
      entry.read(line)
    }
    // The list is not whole when the kernel knows of others.
    guard missing.isEmpty else { return nil }
    return entries.compactMap { device($0, among: entries) }
  }

  /// nil for what is there in software only, and for what types only by itself.
  private func device(_ entry: InputEntry, among entries: [InputEntry]) -> InputDevice? {
    // Programs that make a keyboard (uinput): the real one they take their keys from is in the list itself.
    if entry.path.hasPrefix("/devices/virtual/input/") { return nil }
    let place = SysfsPath(link: "sys" + entry.path, in: "")
    let controllers = Set(place?.addresses ?? [])
    // Bluetooth by way of a program (uhid) has no place.
    let isPlaced = place.map { !$0.isVirtual } ?? false
    let port = place?.usbPort
    guard entry.isKeyboard else {
      return InputDevice(kind: .mouse, controllers: controllers, isPlaced: isPlaced, usbPort: port)
    }
    let securityKey = isSecurityKey(entry)
    if securityKey == true { return nil }
    // What is not known to be none may be one; a keyboard of the PC's own kind (PS/2) cannot be.
    let isCertain =
      !entry.isRemoteControl && !entry.isOfManagementProcessor && !isPartOfMouse(entry, entries)
      && (securityKey == false || entry.usb == nil)
    return InputDevice(
      kind: .keyboard, controllers: controllers, isPlaced: isPlaced, isCertain: isCertain, usbPort: port)
  }

  /// Whether a keyboard may be the macro keys of a mouse: mice with many buttons tell of a keyboard with all letters.
  ///
  /// A set of keyboard and mouse behind one receiver tells of the keyboard first, or of two devices in their own right.
  private func isPartOfMouse(_ entry: InputEntry, _ entries: [InputEntry]) -> Bool {
    if entry.isMouse { return true }
    guard let own = entry.usb else { return false }
    return entries.contains { other in
      guard other.isMouse, let mouse = other.usb, mouse.device == own.device else { return false }
      return mouse.interface < own.interface || (mouse.interface == own.interface && mouse.hid == own.hid)
    }
  }

  /// Whether a keyboard is a key for signing in, which types only what it was told to; nil when that cannot be read.
  ///
  /// Such a device has an interface with the usage page of FIDO (0xF1D0) beside its keyboard; a YubiKey may have it
  /// switched off.
  /// Source: FIDO CTAP, “USB HID usage page”; systemd, src/udev/fido_id, goes by the same. usb.ids: 1050 is Yubico.
  private func isSecurityKey(_ entry: InputEntry) -> Bool? {
    if entry.vendor == 0x1050 { return true }
    guard let usb = entry.usb else { return false }
    guard let names = root.names(usb.device), let told = root.text(usb.device + "/bNumInterfaces") else { return nil }
    let prefix = lastPart(usb.device) + ":"
    let interfaces = names.filter { $0.hasPrefix(prefix) }.sorted()
    var isKnown = Int(told.drop { $0 == " " }) == interfaces.count
    for interface in interfaces {
      guard let parts = root.names(usb.device + "/" + interface) else {
        isKnown = false
        continue
      }
      for part in parts.sorted() where InputEntry.isHID(part[...]) {
        // The kernel lets everybody read it; its first item is the usage page.
        guard let start = root.beginning("\(usb.device)/\(interface)/\(part)/report_descriptor", limit: 3),
          start.count == 3
        else {
          isKnown = false
          continue
        }
        if start == [0x06, 0xD0, 0xF1] { return true }
      }
    }
    return isKnown ? false : nil
  }
}
