/// The name of one of the kernel's drivers, which is also a folder's name in sysfs.
public struct DriverName: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Takes a name; nil for anything that could be something else than a folder of drivers.
  public init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      // The kernel's own have spaces and colons in them, too: “Intel Wireless”, “serial8250:1”.
      default: "_-.+: ".utf8.contains(byte)
      }
    }
    guard isPlain, 1...64 ~= text.utf8.count, !text.hasPrefix("."), !text.hasPrefix("-") else { return nil }
    description = text
  }

  /// The driver that has devices for machines.
  public static let vfio = DriverName(known: "vfio-pci")

  private init(known: String) { description = known }
}

extension DriverName: Codable {
  /// Reads the name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let name = DriverName(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no name of a driver")
    }
    self = name
  }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
