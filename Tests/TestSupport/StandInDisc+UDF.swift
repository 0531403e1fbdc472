/// Source: ECMA-167 and UDF 1.02; only what a reader needs.
extension StandInDisc {
  /// Adds the UDF file system: its anchor in sector 256, its partition behind what is there.
  mutating func addUDF(_ tree: StandInFolder) {
    let partition = sectors + 4
    var volume = StandInBlock()
    volume.put(2048, at: 212, size: 4)
    volume.put(2048, at: 248, size: 4)
    volume.put(0, at: 252, size: 4)
    volume.put(6, at: 264, size: 4)
    volume.put(1, at: 268, size: 4)
    volume.put([1, 6, 1, 0, 0, 0], at: 440)
    var space = StandInBlock()
    space.put(partition, at: 188, size: 4)
    let first = sectors
    reserve(sectors: 4)
    // The file set's own block comes first in the partition.
    reserve(sectors: 1)
    let root = addUDFFolder(tree, partition)
    var set = StandInBlock()
    set.put(2048, at: 400, size: 4)
    set.put(root, at: 404, size: 4)
    put(Self.tagged(256, set), atSector: partition)
    space.put(sectors - partition, at: 192, size: 4)
    put(Self.tagged(6, volume), atSector: first)
    put(Self.tagged(5, space), atSector: first + 1)
    put(Self.tagged(8, StandInBlock()), atSector: first + 2)
    var anchor = StandInBlock()
    anchor.put(3 * 2048, at: 16, size: 4)
    anchor.put(first, at: 20, size: 4)
    put(Self.tagged(2, anchor), atSector: 256)
  }

  /// Appends a folder after those in it, and returns the block of its entry in the partition.
  private mutating func addUDFFolder(_ folder: StandInFolder, _ partition: Int) -> Int {
    // The way upwards comes first, and has no name.
    var content = Self.entry("", block: 0, characteristics: 0x0A)
    for name in folder.folders.keys.sorted() {
      guard let block = folder.folders[name].map({ addUDFFolder($0, partition) }) else { continue }
      content += Self.entry(name, block: block, characteristics: 2)
    }
    for name in folder.files.keys.sorted() {
      let block = addUDFFile(folder.files[name] ?? [], kind: 5, partition)
      content += Self.entry(name, block: block, characteristics: 0)
    }
    return addUDFFile(content, kind: 4, partition)
  }

  private mutating func addUDFFile(_ content: [UInt8], kind: UInt8, _ partition: Int) -> Int {
    var entry = StandInBlock()
    entry.put([kind], at: 27)
    entry.put(content.count, at: 56, size: 8)
    if content.count <= 512, kind == 4 {
      // A small folder may stand in its own entry.
      entry.put(3, at: 34, size: 2)
      entry.put(content.count, at: 172, size: 4)
      entry.put(content, at: 176)
    } else {
      let half = content.count / 2 / 2048 * 2048
      let first = append(Array(content.prefix(half > 0 ? half : content.count))) - partition
      // Two parts, so that a reader has to join them.
      let second = half > 0 ? append(Array(content.dropFirst(half))) - partition : 0
      entry.put(half > 0 ? 16 : 8, at: 172, size: 4)
      entry.put(half > 0 ? half : content.count, at: 176, size: 4)
      entry.put(first, at: 180, size: 4)
      if half > 0 {
        entry.put(content.count - half, at: 184, size: 4)
        entry.put(second, at: 188, size: 4)
      }
    }
    return append(Self.tagged(261, entry)) - partition
  }

  private static func entry(_ name: String, block: Int, characteristics: UInt8) -> [UInt8] {
    let name = name.isEmpty ? [] : [8] + Array(name.utf8)
    var entry = StandInBlock((38 + name.count + 3) & ~3)
    entry.put([characteristics, UInt8(name.count)], at: 18)
    entry.put(2048, at: 20, size: 4)
    entry.put(block, at: 24, size: 4)
    entry.put(name, at: 38)
    return tagged(257, entry)
  }

  private static func tagged(_ kind: Int, _ block: StandInBlock) -> [UInt8] {
    var block = block
    block.put(kind, at: 0, size: 2)
    block.put(2, at: 2, size: 2)
    block.bytes[4] = (0..<16).filter { $0 != 4 }.reduce(UInt8(0)) { $0 &+ block.bytes[$1] }
    return block.bytes
  }
}
