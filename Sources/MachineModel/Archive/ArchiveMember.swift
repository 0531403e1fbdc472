/// A file inside of an archive, which is used where it lies: nothing is ever unpacked under a name from an archive.
public struct ArchiveMember: Hashable, Sendable {
  /// Its name: one component, never a path.
  public let name: String
  /// Where its data begins in the archive, in bytes.
  public let offset: UInt64
  /// Its size in bytes.
  public let size: UInt64

  /// The name that an archive gives, without a leading `./`; nil when it is none for a file beside others.
  static func name(_ text: String) -> String? {
    let name = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    guard !name.isEmpty, name.utf8.count <= 255, name != ".", name != "..", !name.contains("/"), !name.contains("\\"),
      name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" })
    else { return nil }
    return name
  }
}
