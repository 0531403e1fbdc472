/// The number by which the kernel knows a node in `/dev`, whatever its name is.
struct DeviceNumber: Hashable {
  let isBlock: Bool
  let major: UInt32
  let minor: UInt32

  /// The terminals of programs (Unix98), which sysfs does not list.
  ///
  /// Source: Linux, Documentation/admin-guide/devices.txt: 136 to 143.
  var isTerminal: Bool { !isBlock && 136...143 ~= major }
}

extension DeviceNumber {
  /// Reads `226:0`, as sysfs writes it; nil for another form.
  init?(_ text: String, isBlock: Bool) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let major = UInt32(parts[0]), let minor = UInt32(parts[1]) else { return nil }
    self.init(isBlock: isBlock, major: major, minor: minor)
  }

  /// Takes apart what `stat` tells of a node.
  ///
  /// Source: glibc, sysdeps/unix/sysv/linux/bits/sysmacros.h: 12 bits of the major number lie at 8, the others at 32.
  init(_ number: UInt64, isBlock: Bool) {
    self.isBlock = isBlock
    major = UInt32(truncatingIfNeeded: (number >> 8) & 0xFFF | (number >> 32) & 0xFFFF_F000)
    minor = UInt32(truncatingIfNeeded: number & 0xFF | (number >> 12) & 0xFFFF_FF00)
  }
}
