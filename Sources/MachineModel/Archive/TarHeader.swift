/// The block before a member of a tar archive.
public struct TarHeader: Hashable, Sendable {
  /// The name, with its folder.
  let name: String
  /// How many bytes follow.
  let size: UInt64
  /// What kind of member it is: `0` is a plain file.
  let kind: UInt8

  /// Reads a block; nil when its checksum is wrong or a number cannot be read.
  init?(block: [UInt8]) {
    guard block.count == 512 else { return nil }
    // The checksum is of the block with spaces in the checksum's own place.
    var sum: UInt64 = 0
    for (index, byte) in block.enumerated() { sum += (148..<156).contains(index) ? 32 : UInt64(byte) }
    guard Self.octal(block[148..<156]) == sum, let size = Self.number(block[124..<136]) else { return nil }
    let isPOSIX = block[257..<262].elementsEqual("ustar".utf8) && block[262] == 0
    let prefix = isPOSIX ? Self.text(block[345..<500]) : ""
    let name = Self.text(block[0..<100])
    self.name = prefix.isEmpty ? name : prefix + "/" + name
    self.size = size
    kind = block[156]
  }

  /// Whether bytes are the beginning of a tar archive.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && bytes[257..<262].elementsEqual("ustar".utf8) && TarHeader(block: Array(bytes[..<512])) != nil
  }

  /// The block of a plain file; nil when its name is too long for one.
  public static func block(name: String, size: UInt64) -> [UInt8]? {
    guard name.utf8.count <= 100, !name.isEmpty else { return nil }
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
    }
    put(name, at: 0)
    put("0000600", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    if size < 1 << 33 {
      put(octal(size, digits: 11), at: 124)
    } else {
      // GNU's way for what eleven octal digits cannot hold.
      block[124] = 0x80
      for index in 0..<8 { block[135 - index] = UInt8(truncatingIfNeeded: size >> (8 * UInt64(index))) }
    }
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    let sum = block.reduce(UInt64(0)) { $0 + UInt64($1) }
    put(octal(sum, digits: 6), at: 148)
    block[154] = 0
    return block
  }

  private static func octal(_ number: UInt64, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func number(_ field: ArraySlice<UInt8>) -> UInt64? {
    guard let first = field.first, first & 0x80 != 0 else { return octal(field) }
    // Base 256: the first byte is the sign, 64 bits are enough for any file.
    guard first == 0x80, field.dropFirst().dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
    let number = field.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return number <= UInt64(Int64.max) ? number : nil
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> UInt64? {
    let digits = field.drop { $0 == 32 }.prefix { $0 != 32 && $0 != 0 }
    guard digits.count <= 20 else { return nil }
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      number = number << 3 | UInt64(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
