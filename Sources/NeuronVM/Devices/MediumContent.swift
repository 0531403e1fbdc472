import Hardware

/// What a file begins with, as far as a CD drive is concerned.
enum MediumContent: Hashable, Sendable {
  /// An ISO 9660 or UDF file system.
  case disc
  /// HTML: a download that gave a page.
  case webPage
  /// Anything else.
  case other

  /// How many bytes are looked at: the volume descriptors begin at the sixteenth sector.
  static let length = 64 << 10

  /// Judges the first bytes.
  ///
  /// Source: ECMA-119, 8.1.2 (“CD001”), and ECMA-167, 2/9.1.2 (“NSR0…”, after “BEA01”).
  init(beginning bytes: [UInt8]) {
    for sector in stride(from: 32_768, to: min(bytes.count, Self.length) - 6, by: 2048) {
      let name = bytes[(sector + 1)..<(sector + 6)]
      if [Array("CD001".utf8), Array("BEA01".utf8), Array("NSR02".utf8), Array("NSR03".utf8)].contains(Array(name)) {
        self = .disc
        return
      }
    }
    let text = bytes.prefix(1024).drop { $0 <= 0x20 || $0 >= 0x80 }.map { ($0 | 0x20) }
    let isPage = ["<!doctype html", "<html", "<head", "<?xml"].contains { text.starts(with: $0.utf8.map { $0 | 0x20 }) }
    self = isPage ? .webPage : .other
  }

  /// Reads a file's beginning; nil when it cannot be read from here.
  init?(ofFile path: String) {
    guard let bytes = FileBeginning.read(path, count: Self.length) else { return nil }
    self.init(beginning: bytes)
  }
}
