extension Element {
  /// The element as XML text, laid out with two spaces a level and ended by a line feed.
  ///
  /// An element with nothing but text stands on one line, and mixed content is left as it is. Parsing the text gives
  /// an equal element again, unless white space stood beside child elements.
  ///
  /// Errors: `.character`, `.name` and `.comment` of ``XMLError``, each with its place.
  public func xmlText() throws(XMLError) -> String {
    var printer = Printer()
    try printer.print(self, indentation: 0)
    return String(decoding: printer.output, as: UTF8.self)
  }

  /// The first character of a text that XML 1.0 cannot hold; nil when all are fine.
  public static func impossibleCharacter(in text: String) -> Unicode.Scalar? {
    var text = text
    let suspicious = text.withUTF8 { bytes in bytes.contains { ($0 < 0x20 && !$0.isXMLSpace) || $0 == 0xEF } }
    guard suspicious else { return nil }
    return text.unicodeScalars.first { !$0.isXMLCharacter }
  }
}

extension Unicode.Scalar {
  /// Whether XML 1.0 can hold the character (production 2, `Char`).
  fileprivate var isXMLCharacter: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: true
    case 0..<0x20, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
