import Files

/// A small file that we put beside an ISO.
enum ISOCompanion: String, Hashable, Sendable, Codable, CaseIterable {
  /// Its checksum.
  case checksum
  /// The note of a copy that is not at its end.
  case note

  /// What is behind the ISO's name in the file's name.
  var ending: String {
    switch self {
    case .checksum: ISOLibrary.checksumEnding
    case .note: ISONote.ending
    }
  }

  /// The longest content of one, in bytes.
  static let longest = 4096

  /// Whether a file of that name is of our making, by its content: others have files with these endings too.
  func isOurs(_ bytes: [UInt8], of name: String) -> Bool {
    switch self {
    case .checksum:
      let text = String(decoding: bytes, as: UTF8.self)
      guard let digest = text.split(separator: " ").first.flatMap(SHA256Digest.init(hexadecimal:)) else { return false }
      return text == Self.checksumText(digest, of: name)
    // A copy that was killed before it had written its note has left an empty one.
    case .note: return ISONote(bytes) != nil || bytes.isEmpty && name.hasSuffix(".iso")
    }
  }

  /// What stands in a file with a checksum, as `sha256sum --check` reads it.
  static func checksumText(_ checksum: SHA256Digest, of name: String) -> String { "\(checksum)  \(name)\n" }
}
