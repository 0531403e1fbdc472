import Text

/// The name by which a guest mounts a shared folder.
///
/// At most 36 bytes, which is what virtiofs carries; letters, digits, `.`, `_` and `-`, so that it can be typed in any
/// guest and stands in no need of quoting.
public struct SharedFolderTag: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// Reads a name.
  public init(parsing text: String) throws(SharedFolderTagError) {
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= Self.longest else { throw .tooLong(text) }
    guard text.utf8.allSatisfy(Self.isAllowed), text.first != "-", text.first != "." else { throw .characters(text) }
    description = text
  }

  /// The name for a folder that nobody has named: its own, with other characters left out; nil when none is left.
  public init?(folder path: String) {
    let name = path.split(separator: "/").last ?? ""
    let kept = String(decoding: name.utf8.map { Self.isAllowed($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
    let text = kept.drop { $0 == "-" || $0 == "." }.prefix(Self.longest)
    guard let tag = try? SharedFolderTag(parsing: String(text)) else { return nil }
    self = tag
  }

  /// Source: virtio specification 1.2, 5.11.4, `tag` of the file system device.
  private static let longest = 36

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
  }
}

/// Why a text cannot name a shared folder.
public enum SharedFolderTagError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing.
  case empty
  /// It is longer than 36 bytes.
  case tooLong(String)
  /// It holds something else than letters, digits, dots, dashes and underscores, or begins with a dash or a dot.
  case characters(String)

  /// What is wrong and how to write it.
  public var description: String {
    switch self {
    case .empty: tr("A shared folder needs a name.")
    case .tooLong(let text): tr("“%1$@” is too long for the name of a shared folder: 36 characters at most.", text)
    case .characters(let text):
      tr(
        "“%1$@” cannot name a shared folder: use letters without accents, digits, dots, dashes and underscores.", text)
    }
  }
}
