/// Finds the members of a tar archive, header by header; whoever has the bytes asks what is wanted next.
///
/// Source: POSIX.1-2017, pax, “ustar Interchange Format” and “pax Header Block”; GNU tar's base-256 sizes.
public struct TarIndex: Hashable, Sendable {
  /// What has to be given next.
  public enum Wish: Hashable, Sendable {
    /// So many bytes from this offset on.
    case bytes(at: UInt64, count: Int)
    /// Nothing: all members are known.
    case nothing
  }

  /// The members so far, in their order.
  public private(set) var members: [ArchiveMember] = []
  /// What is to be given to ``take(_:)``.
  public private(set) var wish: Wish

  private let size: UInt64
  /// What a pax header said of the next member.
  private var paxName: String?
  private var paxSize: UInt64?
  private var isInPaxHeader = false

  static let block: UInt64 = 512
  /// How many headers were read, those too that make no member.
  private var headers = 0

  private static let mostMembers = 1000
  private static let mostPaxBytes: UInt64 = 65_536

  /// An index of an archive with so many bytes.
  public init(size: UInt64) {
    self.size = size
    wish = .bytes(at: 0, count: Int(Self.block))
  }

  /// The member of that name; nil when there is none.
  public subscript(_ name: String) -> ArchiveMember? { members.first { $0.name == name } }

  /// Takes the bytes that were wished for.
  public mutating func take(_ bytes: [UInt8]) throws(TarError) {
    guard case .bytes(let offset, let count) = wish else { return }
    guard bytes.count == count else { throw .cutOff }
    if isInPaxHeader {
      try readPax(bytes, at: offset)
      isInPaxHeader = false
      try goOn(to: offset + Self.rounded(UInt64(count)))
      return
    }
    // A block of zeros is the end.
    guard bytes.contains(where: { $0 != 0 }) else {
      guard !members.isEmpty else { throw .damaged(at: offset) }
      wish = .nothing
      return
    }
    guard let header = TarHeader(block: bytes) else { throw .damaged(at: offset) }
    try take(header, dataAt: offset + Self.block)
  }

  private mutating func take(_ header: TarHeader, dataAt start: UInt64) throws(TarError) {
    headers += 1
    guard headers <= 4 * Self.mostMembers else { throw .tooMany }
    let bytes = paxSize ?? header.size
    switch header.kind {
    case UInt8(ascii: "x"):
      guard header.size > 0, header.size <= Self.mostPaxBytes, start + header.size <= size else {
        throw .damaged(at: start - Self.block)
      }
      isInPaxHeader = true
      wish = .bytes(at: start, count: Int(header.size))
      return
    case UInt8(ascii: "g"):
      // What holds for all members: comments, in practice.
      guard header.size <= Self.mostPaxBytes else { throw .damaged(at: start - Self.block) }
      try goOn(to: start + Self.rounded(header.size))
      return
    case 0, UInt8(ascii: "0"): break
    default: throw .noFile(paxName ?? header.name)
    }
    let text = paxName ?? header.name
    guard let name = ArchiveMember.name(text) else { throw .badName(text) }
    guard self[name] == nil else { throw .repeated(name) }
    guard members.count < Self.mostMembers else { throw .tooMany }
    guard bytes <= size, start <= size - bytes else { throw .cutOff }
    members.append(ArchiveMember(name: name, offset: start, size: bytes))
    (paxName, paxSize) = (nil, nil)
    try goOn(to: start + Self.rounded(bytes))
  }

  private mutating func goOn(to offset: UInt64) throws(TarError) {
    // Some programs leave the zeros at the end out.
    if offset >= size {
      guard !members.isEmpty else { throw .cutOff }
      wish = .nothing
      return
    }
    guard size - offset >= Self.block else { throw .cutOff }
    wish = .bytes(at: offset, count: Int(Self.block))
  }

  /// Records `LENGTH KEY=VALUE\n`.
  private mutating func readPax(_ bytes: [UInt8], at offset: UInt64) throws(TarError) {
    var rest = bytes[...]
    while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
      guard let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > space - rest.startIndex + 1,
        length <= rest.count
      else { throw .damaged(at: offset) }
      let record = rest[(space + 1)..<(rest.startIndex + length)].dropLast()
      rest = rest.dropFirst(length)
      guard let sign = record.firstIndex(of: UInt8(ascii: "=")) else { throw .damaged(at: offset) }
      let value = String(decoding: record[(sign + 1)...], as: UTF8.self)
      switch String(decoding: record[..<sign], as: UTF8.self) {
      case "path": paxName = value
      case "size":
        guard let number = UInt64(value) else { throw .damaged(at: offset) }
        paxSize = number
      default: break
      }
    }
  }

  private static func rounded(_ size: UInt64) -> UInt64 {
    let (sum, overflow) = size.addingReportingOverflow(block - 1)
    return overflow ? .max : sum / block * block
  }
}
