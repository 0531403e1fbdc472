import Text

/// The name under which a hypervisor's address is remembered; never to be taken for an address, which has a colon.
public struct ConnectionName: Hashable, Sendable, CustomStringConvertible, Comparable {
  /// The name as text.
  public let description: String

  /// The longest name, in characters.
  public static let longest = 64

  /// Accepts ASCII letters, digits and `- _ .`, beginning with a letter or a digit.
  public init(parsing text: String) throws(ConnectionNameError) {
    if text.isEmpty { throw .empty }
    if text.utf8.count > Self.longest { throw .tooLong }
    for scalar in text.unicodeScalars where !Self.isAllowed(scalar) { throw .forms }
    guard let first = text.unicodeScalars.first, !"-_.".unicodeScalars.contains(first) else { throw .forms }
    description = text
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
    default: false
    }
  }

  /// In the order of the alphabet.
  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

/// Why a text is no name for a connection.
public enum ConnectionNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is empty.
  case empty
  /// The text is too long.
  case tooLong
  /// The text holds, or begins with, something else than names may.
  case forms

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .empty: tr("A connection needs a name.")
    case .tooLong: tr("The name is too long: %1$@ characters are allowed.", ConnectionName.longest)
    case .forms:
      tr("A connection's name is made of the letters a to z, digits and - _ . and begins with a letter or digit.")
    }
  }
}
