/// The condition of an element: terms that must all hold.
struct TemplateCondition: Hashable, Sendable {
  struct Term: Hashable, Sendable {
    let variable: TemplateVariable
    let isNegated: Bool
  }

  let terms: [Term]

  /// The words of `x and !y`, not yet known to be variables; nil when the text has another form.
  static func words(of text: String) -> [(name: String, isNegated: Bool)]? {
    var words: [(name: String, isNegated: Bool)] = []
    for (index, word) in text.split(separator: " ", omittingEmptySubsequences: true).enumerated() {
      if index % 2 == 1 {
        guard word == "and" else { return nil }
        continue
      }
      let name = word.hasPrefix("!") ? word.dropFirst() : word
      guard !name.isEmpty, name != "and", !name.contains("!") else { return nil }
      words.append((String(name), word.hasPrefix("!")))
    }
    let count = text.split(separator: " ", omittingEmptySubsequences: true).count
    return count % 2 == 1 ? words : nil
  }

  /// Whether every term holds: a flag is yes, another variable has a value, or the opposite after `!`.
  func holds(in values: ResolvedValues) -> Bool {
    terms.allSatisfy { values.isOn($0.variable) != $0.isNegated }
  }
}
