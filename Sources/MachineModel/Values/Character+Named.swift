extension Character {
  /// The character in quotation marks, or its code where it cannot be shown.
  var named: String {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else {
      return unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }.joined(separator: " ")
    }
    let hidden: [Unicode.GeneralCategory] = [
      .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .nonspacingMark,
      .spacingMark, .enclosingMark,
    ]
    return hidden.contains(scalar.properties.generalCategory)
      ? "U+" + String(scalar.value, radix: 16, uppercase: true) : "“\(self)”"
  }
}
