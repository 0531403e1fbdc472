/// The sectors of a stand-in, 2,048 bytes each.
struct StandInDisc {
  static let sectorSize = 2048
  private(set) var bytes: [UInt8] = []

  /// How many sectors there are.
  var sectors: Int { bytes.count / Self.sectorSize }

  mutating func reserve(sectors: Int) { bytes += [UInt8](repeating: 0, count: sectors * Self.sectorSize) }

  /// Appends content, and returns its first sector.
  mutating func append(_ content: [UInt8]) -> Int {
    let first = sectors
    bytes += content
    let rest = bytes.count % Self.sectorSize
    if rest > 0 || content.isEmpty { bytes += [UInt8](repeating: 0, count: Self.sectorSize - rest) }
    return first
  }

  mutating func put(_ content: [UInt8], atSector sector: Int) {
    bytes.replaceSubrange(sector * Self.sectorSize..<sector * Self.sectorSize + content.count, with: content)
  }
}

/// A structure of a disc, filled by place.
struct StandInBlock {
  var bytes: [UInt8]

  init(_ size: Int = StandInDisc.sectorSize) { bytes = [UInt8](repeating: 0, count: size) }

  mutating func put(_ text: String, at place: Int, size: Int, blank: UInt8 = 0x20) {
    let content = Array(text.utf8.prefix(size))
    put(content + [UInt8](repeating: blank, count: size - content.count), at: place)
  }

  mutating func put(_ content: [UInt8], at place: Int) {
    bytes.replaceSubrange(place..<place + content.count, with: content)
  }

  /// A number with its least significant byte first.
  mutating func put(_ number: Int, at place: Int, size: Int) {
    for index in 0..<size { bytes[place + index] = UInt8(truncatingIfNeeded: number >> (8 * index)) }
  }

  /// The same, followed by it the other way round, as ISO 9660 has it.
  mutating func putBoth(_ number: Int, at place: Int, size: Int) {
    put(number, at: place, size: size)
    for index in 0..<size { bytes[place + size + index] = bytes[place + size - 1 - index] }
  }
}
