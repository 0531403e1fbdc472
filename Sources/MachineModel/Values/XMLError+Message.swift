import Text
public import XML

extension XMLError {
  /// What is wrong, in the user's words.
  public var message: String {
    switch self {
    case .empty: tr("The XML is empty.")
    case .malformed(let line, let reason): tr("The XML is not well-formed in line %1$@: %2$@", line, reason)
    case .documentType: tr("The XML has a document type (<!DOCTYPE …>), which is not accepted. Remove it.")
    case .tooLarge: tr("The XML is larger than 2 GiB.")
    case .character(let scalar, let place) where place.isEmpty:
      tr("The XML holds the character %1$@, which XML cannot hold.", codePoint(scalar))
    case .character(let scalar, let place):
      tr("%1$@ holds the character %2$@, which XML cannot hold.", place, codePoint(scalar))
    case .name(let name, let place): tr("%2$@: “%1$@” cannot be used as a name in XML.", name, place)
    case .comment(let place): tr("%1$@: a comment may not contain “--”.", place)
    }
  }
}

/// A character by its code, `U+001F`, for characters that cannot be shown.
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
