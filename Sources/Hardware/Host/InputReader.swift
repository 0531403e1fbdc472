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
    var devices: [InputDevice] = []
    var entry = Entry()
    for line in lines + ["I:"] {
      if line.hasPrefix("I:") {
        missing.remove(String(lastPart(entry.path)))
        if let device = entry.device { devices.append(device) }
        entry = Entry()
      } else if line.hasPrefix("S: Sysfs=") {
        entry.path = String(line.dropFirst("S: Sysfs=".count))
      } else if line.hasPrefix("B: ") {
        entry.read(line.dropFirst(3))
      }
    }
    // The list is not whole when the kernel knows of others.
    return missing.isEmpty ? devices : nil
  }

  /// What the list says of one device.
  private struct Entry {
    var path = ""
    private var keys = Bits()
    private var axes = Bits()
    private var positions = Bits()

    mutating func read(_ line: Substring) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return }
      switch parts[0] {
      case "KEY": keys = Bits(parts[1])
      case "REL": axes = Bits(parts[1])
      case "ABS": positions = Bits(parts[1])
      default: break
      }
    }

    /// nil when it is neither a keyboard nor a mouse.
    var device: InputDevice? {
      // All letters from Q to M: buttons and remote controls have some keys too.
      let isKeyboard = (16...25).allSatisfy(keys.contains) && (44...50).allSatisfy(keys.contains)
      let hasButton = keys.contains(0x110) || keys.contains(0x14A)
      let isMouse = hasButton && (axes.contains(0) || positions.contains(0))
      guard isKeyboard || isMouse else { return nil }
      let place = SysfsPath(link: "sys" + path, in: "")
      return InputDevice(
        kind: isKeyboard ? .keyboard : .mouse, controllers: Set(place?.addresses ?? []),
        isPlaced: place.map { !$0.isVirtual } ?? false)
    }
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
