/// Numbers and texts in a structure of an image, by their places; what lies outside of it is zero and empty.
struct ByteFields {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  subscript(_ place: Int) -> UInt8 { bytes.indices.contains(place) ? bytes[place] : 0 }

  /// A number with its least significant byte first.
  func number(_ place: Int, _ size: Int) -> UInt64 {
    (0..<size).reversed().reduce(0) { $0 << 8 | UInt64(self[place + $1]) }
  }

  /// Part of it, as far as it is there.
  func part(_ place: Int, _ size: Int) -> [UInt8] {
    guard place >= 0, size > 0, place < bytes.count else { return [] }
    return Array(bytes[place..<min(place + size, bytes.count)])
  }

  /// A text without the blanks around it; control characters become question marks.
  func text(_ place: Int, _ size: Int) -> String { Self.text(part(place, size)) }

  /// The same for bytes that are all text.
  static func text(_ bytes: [UInt8]) -> String { clean(String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)) }

  /// Two bytes for each sign, the higher one first.
  static func wideText(_ bytes: [UInt8]) -> String {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return clean(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self))
  }

  private static func clean(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "?"
      default: Character(scalar)
      }
    }
    let visible = scalars.drop { $0 == " " }
    return String(visible.prefix(visible.lastIndex { $0 != " " }.map { $0 - visible.startIndex + 1 } ?? 0))
  }
}
