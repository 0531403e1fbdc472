import Text

/// The name of an ISO in a library: a file's name that ends in `.iso`.
public struct ISOName: Hashable, Sendable, CustomStringConvertible {
  /// The name.
  public let description: String

  /// The longest name, so that the names of the files beside it fit too.
  static let longest = 200

  /// Reads a name; one without the ending gets it.
  public init(parsing text: String) throws(ISONameError) {
    let hasEnding = text.utf8.count > 4 && text.lowercased().hasSuffix(".iso")
    let name = hasEnding ? text : text + ".iso"
    guard !text.isEmpty else { throw .empty }
    guard name.utf8.count <= Self.longest else { throw .tooLong(text) }
    guard text.first != ".", text.first != "-" else { throw .firstSign(text) }
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: throw .sign(text)
      default: if scalar == "/" { throw .sign(text) }
      }
    }
    description = name
  }
}

/// Why a text is no name of an ISO.
public enum ISONameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is nothing.
  case empty
  /// It has more than 200 bytes.
  case tooLong(String)
  /// It begins with a dot or a dash.
  case firstSign(String)
  /// A slash or an invisible sign is in it.
  case sign(String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .empty: tr("An ISO needs a name.")
    case .tooLong(let text):
      tr("“%1$@” is too long for the name of an ISO: at most 200 bytes.", String(text.prefix(40)) + "…")
    case .firstSign(let text): tr("The name of an ISO does not begin with a dot or a dash: “%1$@”.", text)
    case .sign(let text): tr("The name of an ISO has no slash and no invisible sign: “%1$@”.", text)
    }
  }
}
