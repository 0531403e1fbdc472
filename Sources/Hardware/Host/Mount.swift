/// A line of `/proc/self/mountinfo`.
///
/// Source: proc(5): identifier, parent, major:minor, root, mount point, options, optional fields, `-`, type, source.
struct Mount {
  let major: Int
  let minor: Int
  let place: String
  let type: String
  let source: String
  /// What it was mounted with, `rw,pagesize=2M`; empty when not told.
  let options: String

  /// Reads a line; nil when it has another form.
  init?(_ line: Substring) {
    let fields = line.split(separator: " ", omittingEmptySubsequences: false)
    guard fields.count >= 10, let dash = fields[6...].firstIndex(of: "-"), fields.count > dash + 2 else { return nil }
    let numbers = fields[2].split(separator: ":")
    guard numbers.count == 2, let major = Int(numbers[0]), let minor = Int(numbers[1]) else { return nil }
    self.major = major
    self.minor = minor
    place = Self.unescaped(fields[4])
    type = String(fields[dash + 1])
    source = Self.unescaped(fields[dash + 2])
    options = fields.count > dash + 3 ? String(fields[dash + 3]) : ""
  }

  /// Whether it stands on a block device, as far as the line tells.
  ///
  /// File systems over several disks have no number of a device.
  var isOnDevice: Bool { major != 0 || ["btrfs", "zfs", "bcachefs"].contains(type) }

  /// Whether it is a file with a file system in it.
  ///
  /// Source: Linux, Documentation/admin-guide/devices.txt: 7 is loop.
  var isImage: Bool { major == 7 }

  /// Spaces and the like are written as a backslash and three octal digits.
  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("\\") else { return String(text) }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == 0x5C, rest.count >= 3, let number = UInt8(String(Substring(rest.prefix(3))), radix: 8) {
        bytes.append(number)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
