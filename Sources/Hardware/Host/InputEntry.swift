/// What `/proc/bus/input/devices` says of one device.
struct InputEntry {
  /// Its place below `/sys`.
  private(set) var path = ""
  private(set) var vendor: UInt16?
  private(set) var product: UInt16?
  private var keys = Bits()
  private var axes = Bits()
  private var positions = Bits()

  /// Takes a line in.
  mutating func read(_ line: Substring) {
    if line.hasPrefix("I:") {
      for word in line.split(separator: " ") {
        if word.hasPrefix("Vendor=") { vendor = UInt16(word.dropFirst(7), radix: 16) }
        if word.hasPrefix("Product=") { product = UInt16(word.dropFirst(8), radix: 16) }
      }
    }
    let sysfs = "S: Sysfs="
    if line.hasPrefix(sysfs) { path = String(line.dropFirst(sysfs.count)) }
    if line.hasPrefix("B: KEY=") { keys = Bits(line.dropFirst(7)) }
    if line.hasPrefix("B: REL=") { axes = Bits(line.dropFirst(7)) }
    if line.hasPrefix("B: ABS=") { positions = Bits(line.dropFirst(7)) }
  }

  /// Whether one can write with it: a power button, a headset or a remote control has some keys too.
  ///
  /// Source: systemd, src/udev/udev-builtin-input_id.c, `test_key`: all of the first 31 keys (Escape, digits, Q to D)
  /// make ID_INPUT_KEYBOARD. Here the rest of the letters, Enter and the space bar are asked for as well.
  var isKeyboard: Bool {
    (1...31).allSatisfy(keys.contains) && (32...38).allSatisfy(keys.contains) && (44...50).allSatisfy(keys.contains)
      && keys.contains(57)
  }

  /// Whether it has the buttons of a gamepad or a joystick.
  ///
  /// Source: Linux, Documentation/input/gamepad.rst: BTN_GAMEPAD; older ones begin at BTN_JOYSTICK.
  var isGamepad: Bool { keys.contains(0x130) || keys.contains(0x120) }

  /// A button and two axes, or a finger.
  var isMouse: Bool { (keys.contains(0x110) || keys.contains(0x14A)) && (axes.contains(0) || positions.contains(0)) }

  /// A receiver of remote controls that knows a keyboard's keys (infrared, HDMI-CEC).
  var isRemoteControl: Bool { path.contains("/rc/") }

  /// The keyboard that a server's management processor presses from afar.
  ///
  /// Source: usb.ids, the devices called “Virtual Keyboard”: American Megatrends, ATEN and Winbond (Supermicro), Avocent
  /// (Dell), HP, Cisco, IBM.
  var isOfManagementProcessor: Bool {
    let known: [UInt16: Set<UInt16>] = [
      0x046B: [0xFF10, 0xFF31], 0x0557: [0x2221, 0x2419], 0x0624: [0x0248, 0x0249, 0x0402], 0x03F0: [0x1027, 0x7029],
      0x04B3: [0x4010], 0x413C: [0x0000], 0x17EF: [0xB000, 0xB003],
    ]
    guard let vendor, let product else { return false }
    return known[vendor]?.contains(product) ?? false
  }

  /// Where it is on a USB device; nil when it is on none.
  ///
  /// Source: Linux, Documentation/driver-api/usb/usb.rst: `1-2` is a device, `1-2:1.0` its interface 0.
  var usb: (device: String, interface: Int, hid: String?)? {
    let parts = path.split(separator: "/")
    guard
      let index = parts.lastIndex(where: { part in
        part.contains("-") && part.contains(":") && part.first?.isNumber == true && !Self.isHID(part)
      }),
      index > 0, let interface = parts[index].split(separator: ".").last.flatMap({ Int($0) }),
      parts[index].hasPrefix(parts[index - 1] + ":")
    else { return nil }
    return (
      "sys/" + parts[..<index].joined(separator: "/"), interface, parts.last(where: Self.isHID).map(String.init)
    )
  }

  /// Whether a part of a path is a HID device's, `0003:046D:C31C.0001`.
  static func isHID(_ part: Substring) -> Bool {
    let numbers = part.split(separator: ":", omittingEmptySubsequences: false)
    return numbers.count == 3 && numbers[0].count == 4 && numbers[1].count == 4 && numbers[2].contains(".")
  }

  /// A bit field as the kernel writes it: words of 64 bits in hexadecimal, the highest first.
  private struct Bits {
    private var words: [UInt64] = []

    init() {}

    init(_ text: Substring) {
      words = text.split(separator: " ").prefix(64).reversed().map { UInt64($0, radix: 16) ?? 0 }
    }

    func contains(_ bit: Int) -> Bool {
      words.indices.contains(bit / 64) && words[bit / 64] >> UInt64(bit % 64) & 1 == 1
    }
  }
}
