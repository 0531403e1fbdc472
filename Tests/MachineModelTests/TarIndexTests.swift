import MachineModel
import Testing

@Suite struct TarIndexTests {
  private func archive(_ members: [(String, [UInt8])], end: Int = 1024) -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, data) in members {
      bytes += TarHeader.block(name: name, size: UInt64(data.count)) ?? []
      bytes += data + [UInt8](repeating: 0, count: (512 - data.count % 512) % 512)
    }
    return bytes + [UInt8](repeating: 0, count: end)
  }

  private func index(_ bytes: [UInt8]) throws(TarError) -> TarIndex {
    var index = TarIndex(size: UInt64(bytes.count))
    while case .bytes(let offset, let count) = index.wish {
      try index.take(Array(bytes.dropFirst(Int(offset)).prefix(count)))
    }
    return index
  }

  private func failure(_ bytes: [UInt8]) -> TarError? {
    do {
      _ = try index(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func `headers that make no member are counted too`() throws {
    var header = try #require(TarHeader.block(name: "c", size: 0))
    header[156] = UInt8(ascii: "g")
    let sum = header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    let digits = Array(String(sum, radix: 8).utf8)
    header.replaceSubrange(148..<156, with: [UInt8](repeating: 48, count: 6 - digits.count) + digits + [0, 32])
    let end = archive([("a", [1])])
    #expect(try index(header + end).members.count == 1)
    #expect(failure([UInt8]((0..<4001).map { _ in header }.joined()) + end) == .tooMany)
  }

  @Test func `members are found where they lie`() throws {
    let bytes = archive([("a.ovf", Array("one".utf8)), ("b.vmdk", [UInt8](repeating: 7, count: 600))])
    let index = try index(bytes)
    #expect(index.members.map(\.name) == ["a.ovf", "b.vmdk"])
    let second = try #require(index["b.vmdk"])
    #expect(Array(bytes[Int(second.offset)..<Int(second.offset + second.size)]) == [UInt8](repeating: 7, count: 600))
    // Some programs leave the zeros at the end out.
    #expect(try self.index(archive([("a", [1])], end: 0)).members.count == 1)
  }

  @Test func `no name leads out of the archive`() {
    for name in ["../x", "/etc/passwd", "a/b", "..", ".", "a\\b", "a\u{1}b"] {
      #expect(failure(archive([(name, [1])])) == .badName(name), "\(name)")
    }
    #expect(failure(archive([("./a", [1]), ("a", [2])])) == .repeated("a"))
  }

  @Test func `links, folders and devices are refused`() throws {
    for kind in "123456LS" {
      var bytes = archive([("a", [1])])
      bytes[156] = kind.asciiValue ?? 0
      let sum = bytes[..<512].enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
      let text = String(sum, radix: 8)
      bytes.replaceSubrange(148..<154, with: Array((String(repeating: "0", count: 6 - text.count) + text).utf8))
      #expect(failure(bytes) == .noFile("a"), "\(kind)")
    }
  }

  @Test func `a member that is longer than the archive is refused`() {
    let bytes = archive([("a", [UInt8](repeating: 1, count: 2000))])
    #expect(failure(Array(bytes.prefix(1500))) == .cutOff)
    #expect(failure(Array(bytes.prefix(300))) == .cutOff)
    #expect(failure([]) == .cutOff)
    #expect(failure([UInt8](repeating: 0, count: 1024)) == .damaged(at: 0))
    var damaged = bytes
    damaged[10] = 99
    #expect(failure(damaged) == .damaged(at: 0))
  }

  @Test func `sizes beyond eight gibibytes are written and read`() throws {
    let block = try #require(TarHeader.block(name: "huge", size: 1 << 40))
    var index = TarIndex(size: (1 << 40) + 512)
    try index.take(block)
    #expect(index["huge"]?.size == 1 << 40)
    #expect(TarHeader.block(name: String(repeating: "a", count: 101), size: 1) == nil)
  }
}
