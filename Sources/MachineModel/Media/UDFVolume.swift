/// Enough of a UDF file system to read the media that Microsoft makes: blocks of 2,048 bytes, one plain partition.
///
/// Source: ECMA-167 (parts 3 and 4), OSTA UDF 1.02 and 2.01. Virtual, sparable and metadata partitions, which are for
/// media that are written to, are not read.
struct UDFVolume: Hashable, Sendable {
  /// Where the partition begins and ends in the image, in bytes.
  let start: UInt64
  let end: UInt64
  private let fileSet: UInt64

  private static let blockSize = ISOVolume.sectorSize
  private static let mostDescriptors: UInt64 = 64
  private static let mostExtents = 1024

  /// Reads the descriptors; nil when they are of a kind that is not read here, or broken.
  init?(_ image: ImageBytes) throws(ImageReading) {
    guard let anchor = try Self.descriptor(2, at: 256 * Self.blockSize, image) else { return nil }
    let first = anchor.number(20, 4) * Self.blockSize
    let count = min(anchor.number(16, 4) / Self.blockSize, Self.mostDescriptors)
    var partition: (start: UInt64, size: UInt64)?
    var fileSet: UInt64?
    for number in 0..<count {
      guard let found = try Self.descriptor(nil, at: first + number * Self.blockSize, image) else { continue }
      switch found.number(0, 2) {
      case 5: partition = (found.number(188, 4) * Self.blockSize, found.number(192, 4) * Self.blockSize)
      case 6 where found.number(212, 4) == Self.blockSize && found.number(268, 4) == 1 && found[440] == 1:
        fileSet = found.number(248 + 4, 4)
      default: break
      }
      if found.number(0, 2) == 8 { break }
    }
    guard let partition, let fileSet else { return nil }
    start = partition.start
    end = partition.start + partition.size
    self.fileSet = fileSet
  }

  /// The root folder; nil when there is none.
  func root(of image: ImageBytes) throws(ImageReading) -> MediumFile? {
    guard let set = try Self.descriptor(256, at: place(fileSet), image) else { return nil }
    return try file("", at: set.number(400 + 4, 4), image)
  }

  /// What is in a folder.
  func entries(of folder: MediumFile, _ image: ImageBytes) throws(ImageReading) -> [MediumFile] {
    let content = ByteFields(try folder.prefix(Int(MediumFiles.longestFolder), of: image))
    var entries: [MediumFile] = []
    var place = 0
    while place + 38 <= content.bytes.count, entries.count < MediumFiles.mostEntries {
      guard content.number(place, 2) == 257 else { break }
      let characteristics = content[place + 18]
      let nameSize = Int(content[place + 19])
      let useSize = Int(content.number(place + 36, 2))
      // Neither the one that leads upwards nor those that were removed.
      if characteristics & 0x0C == 0, nameSize > 0 {
        let name = Self.name(content.part(place + 38 + useSize, nameSize))
        entries.append(
          MediumFile(
            name: name, isFolder: characteristics & 2 != 0, description: content.number(place + 24, 4)))
      }
      place += (38 + useSize + nameSize + 3) & ~3
    }
    return entries
  }

  /// The same file with its parts.
  func described(_ file: MediumFile, _ image: ImageBytes) throws(ImageReading) -> MediumFile? {
    guard let block = file.description else { return file }
    return try self.file(file.name, at: block, image)
  }

  private func file(_ name: String, at block: UInt64, _ image: ImageBytes) throws(ImageReading) -> MediumFile? {
    let offset = place(block)
    guard let found = try Self.descriptor(nil, at: offset, image) else { return nil }
    let attributes: Int
    switch found.number(0, 2) {
    case 261: attributes = 168
    case 266: attributes = 208
    default: return nil
    }
    let begin = attributes + 8 + Int(found.number(attributes, 4))
    let length = Int(found.number(attributes + 4, 4))
    let size = found.number(56, 8)
    var extents: [MediumFile.Extent] = []
    switch found.number(34, 2) & 7 {
    case 0: extents = self.extents(found.part(begin, length), entrySize: 8, size)
    case 1: extents = self.extents(found.part(begin, length), entrySize: 16, size)
    // The content itself stands where its places would.
    case 3: extents = [.init(offset: offset + UInt64(begin), length: min(size, UInt64(length)))]
    default: return nil
    }
    return MediumFile(name: name, isFolder: found[27] == 4, extents: extents)
  }

  private func extents(_ bytes: [UInt8], entrySize: Int, _ size: UInt64) -> [MediumFile.Extent] {
    let fields = ByteFields(bytes)
    var extents: [MediumFile.Extent] = []
    var left = size
    for place in stride(from: 0, to: bytes.count - entrySize + 1, by: entrySize) where extents.count < Self.mostExtents
    {
      // The two upper bits tell whether it was recorded; such media record all.
      let length = min(fields.number(place, 4) & 0x3FFF_FFFF, left)
      guard length > 0 else { break }
      extents.append(.init(offset: self.place(fields.number(place + 4, 4)), length: length))
      left -= length
    }
    return extents
  }

  private func place(_ block: UInt64) -> UInt64 { start + block * Self.blockSize }

  /// A descriptor with its tag's own sum checked; nil when it is another than the wanted kind, or none.
  private static func descriptor(
    _ kind: UInt64?, at offset: UInt64, _ image: ImageBytes
  ) throws(ImageReading) -> ByteFields? {
    guard let bytes = try image.bytesIfInside(at: offset, count: Int(blockSize)) else { return nil }
    let fields = ByteFields(bytes)
    let sum = (0..<16).filter { $0 != 4 }.reduce(UInt8(0)) { $0 &+ fields[$1] }
    guard sum == fields[4], fields.number(0, 2) != 0, kind == nil || fields.number(0, 2) == kind else { return nil }
    return fields
  }

  /// The first byte says how many bytes a sign has.
  private static func name(_ bytes: [UInt8]) -> String {
    switch bytes.first {
    case 8: ByteFields.text(Array(String(decoding: bytes.dropFirst().map(UInt16.init), as: UTF16.self).utf8))
    case 16: ByteFields.wideText(Array(bytes.dropFirst()))
    default: ""
    }
  }
}
