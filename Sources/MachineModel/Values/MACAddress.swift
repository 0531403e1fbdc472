import Text

/// The hardware address of a network card, six bytes.
public struct MACAddress: Hashable, Sendable, CustomStringConvertible {
  /// The six bytes, first to last.
  public let bytes: [UInt8]

  /// Reads `52:54:00:12:34:56`, in either case.
  ///
  /// Multicast and all-zero addresses are refused: no card has one.
  public init(parsing text: String) throws(MACAddressError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { $0.count == 2 && $0.allSatisfy(\.isHexDigit) ? UInt8($0, radix: 16) : nil }
    guard parts.count == 6, bytes.count == 6 else { throw .malformed(text) }
    guard bytes[0] & 1 == 0 else { throw .multicast(text) }
    guard bytes.contains(where: { $0 != 0 }) else { throw .malformed(text) }
    self.bytes = bytes
  }

  /// A random address in QEMU's and KVM's range, `52:54:00`.
  public static func random(using generator: inout some RandomNumberGenerator) -> MACAddress {
    MACAddress(bytes: [0x52, 0x54, 0x00] + (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// The address in lower case with colons.
  public var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }
}

/// Why a text is not a network card's address.
public enum MACAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is not six pairs of hexadecimal digits.
  case malformed(String)
  /// The address is one for groups.
  case multicast(String)

  /// What is wrong and how to write it.
  public var description: String {
    switch self {
    case .malformed(let text):
      tr("“%1$@” is not a network address. Write six pairs of digits, like 52:54:00:12:34:56.", text)
    case .multicast(let text): tr("“%1$@” is a multicast address, which no network card can have.", text)
    }
  }
}
