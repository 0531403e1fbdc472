/// Bytes of a stranger's file: every look is inside of them, or nil.
struct HeaderBytes: Hashable, Sendable {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func starts(with magic: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// Whether these characters stand there.
  func holds(_ text: String, at offset: Int) -> Bool {
    let wanted = Array(text.utf8)
    guard offset >= 0, offset <= bytes.count - wanted.count else { return false }
    return bytes[offset..<(offset + wanted.count)].elementsEqual(wanted)
  }

  func big32(_ offset: Int) -> UInt32? { number(offset, 4).map { UInt32(truncatingIfNeeded: $0) } }
  func big64(_ offset: Int) -> UInt64? { number(offset, 8) }
  func little32(_ offset: Int) -> UInt32? { big32(offset)?.byteSwapped }
  func little64(_ offset: Int) -> UInt64? { big64(offset)?.byteSwapped }

  private func number(_ offset: Int, _ size: Int) -> UInt64? {
    guard offset >= 0, offset <= bytes.count - size else { return nil }
    return bytes[offset..<(offset + size)].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The text there, up to its first NUL; nil when it is not all inside.
  func text(at offset: UInt64, count: UInt64) -> String? {
    let size = UInt64(bytes.count)
    guard offset <= size, count <= size - offset else { return nil }
    let part = bytes[Int(offset)..<Int(offset + count)]
    return String(decoding: part.prefix { $0 != 0 }, as: UTF8.self)
  }
}
