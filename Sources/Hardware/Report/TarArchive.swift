/// A tar archive in memory, as GNU tar reads it: files, folders and links, without owners and times.
///
/// Source: GNU tar, “Basic Tar Format”; names beyond 100 bytes come in an entry of the type `L` or `K` before.
struct TarArchive {
  private(set) var bytes: [UInt8] = []

  /// Adds a folder.
  mutating func addFolder(_ path: String) { add(path + "/", type: "5", mode: "0000755") }

  /// Adds a file.
  mutating func addFile(_ path: String, _ content: [UInt8]) {
    add(path, type: "0", mode: "0000644", content: content)
  }

  /// Adds a symbolic link.
  mutating func addLink(_ path: String, to target: String) { add(path, type: "2", mode: "0000777", target: target) }

  /// Adds the two empty blocks that close an archive.
  mutating func close() { bytes += [UInt8](repeating: 0, count: 1024) }

  private mutating func add(
    _ path: String, type: Character, mode: String, target: String = "", content: [UInt8] = []
  ) {
    addLong(target, type: "K")
    addLong(path, type: "L")
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: some Sequence<UInt8>, _ offset: Int) {
      for (index, byte) in text.enumerated() { header[offset + index] = byte }
    }
    func octal(_ number: Int, _ digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(path.utf8.prefix(100), 0)
    put(mode.utf8, 100)
    put("0000000".utf8, 108)
    put("0000000".utf8, 116)
    put(octal(content.count, 11).utf8, 124)
    put(octal(0, 11).utf8, 136)
    put("        ".utf8, 148)
    put(type.utf8, 156)
    put(target.utf8.prefix(100), 157)
    put("ustar  ".utf8, 257)
    let sum = header.reduce(0) { $0 + Int($1) }
    put(octal(sum, 6).utf8, 148)
    header[154] = 0
    bytes += header
    addBlocks(content)
  }

  private mutating func addLong(_ name: String, type: Character) {
    guard name.utf8.count > 100 else { return }
    add("././@LongLink", type: type, mode: "0000644", content: Array(name.utf8) + [0])
  }

  private mutating func addBlocks(_ content: [UInt8]) {
    bytes += content
    bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
  }
}
