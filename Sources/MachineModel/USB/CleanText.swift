/// A text of a device, which may say anything, made fit to be shown, compared and stored.
public enum CleanText {
  /// The text without what a terminal obeys, what cannot be seen and what no document may hold; nil when nothing is left.
  ///
  /// Each such character becomes U+FFFD, so that two different texts seldom become one.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; what is none is replaced too.
  ///   - limit: How many characters (Unicode scalars) are kept.
  public static func clean(_ bytes: some Sequence<UInt8>, limit: Int = 128) -> String? {
    // No scalar has more than four bytes.
    let text = String(decoding: Array(bytes.prefix(limit * 4)), as: UTF8.self)
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) { scalars.append(isShown(scalar) ? scalar : "\u{FFFD}") }
    // Whatever was there, the line's end among it, is not kept at the ends.
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\u{FFFD}" }
    let kept = scalars.drop(while: isBlank)
    guard let last = kept.lastIndex(where: { !isBlank($0) }) else { return nil }
    return String(String.UnicodeScalarView(kept[...last]))
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    if 0x20..<0x7F ~= scalar.value { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .spacingMark, .enclosingMark:
      return false
    default: return true
    }
  }
}
