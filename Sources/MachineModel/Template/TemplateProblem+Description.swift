import Text

extension TemplateProblem: CustomStringConvertible {
  /// What is wrong and what to do, in one sentence or two.
  public var description: String {
    switch self {
    case .unknownName(let name):
      if let known = TemplateVariable.closest(to: name) {
        tr("“%1$@” is not a name that templates know. Did you mean “%2$@”?", shown(name), known.rawValue)
      } else {
        tr("“%1$@” is not a name that templates know.", shown(name))
      }
    case .unused(let variable, let template):
      tr("The template “%2$@” has no use for “%1$@”. Leave it out.", variable.rawValue, template)
    case .missing(let variable): tr("“%1$@” is missing: %2$@", variable.rawValue, variable.summary)
    case .belowMinimum(let variable, let value, let minimum):
      tr("“%1$@” is %2$@, and at least %3$@ is needed.", variable.rawValue, value, minimum)
    case .aboveMaximum(let variable, let value, let maximum):
      tr("“%1$@” is %2$@, and at most %3$@ is possible.", variable.rawValue, value, maximum)
    case .malformed(let variable, let value):
      tr("“%1$@” cannot be “%2$@”. %3$@", variable.rawValue, shown(value), variable.form)
    case .character(let variable, let scalar):
      tr("“%1$@” holds the character %2$@, which XML cannot hold.", variable.rawValue, codePoint(scalar))
    }
  }

  /// The variable's name, or the name that none has.
  public var name: String {
    switch self {
    case .unknownName(let name): name
    case .unused(let variable, _), .missing(let variable), .belowMinimum(let variable, _, _),
      .aboveMaximum(let variable, _, _), .malformed(let variable, _), .character(let variable, _):
      variable.rawValue
    }
  }

  /// A text that can be printed on a terminal: short, and without control characters.
  private func shown(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(60) {
      let isHidden = [.control, .format, .lineSeparator, .paragraphSeparator].contains(
        scalar.properties.generalCategory)
      result += isHidden ? codePoint(scalar) : String(scalar)
    }
    return text.unicodeScalars.count > 60 ? result + "…" : result
  }
}

extension TemplateVariable {
  /// How a value has to look, in the user's words.
  fileprivate var form: String {
    switch kind {
    case .text: tr("Any text will do.")
    case .integer where self == .sharedMemoryMB: tr("Write a power of two, like 64.")
    case .integer: tr("Write a whole number.")
    case .path: tr("Write a path that starts with a slash.")
    case .uuid: tr("Write a UUID, like 12345678-1234-1234-1234-123456789abc.")
    case .mac: tr("Write six pairs of digits, like 52:54:00:12:34:56.")
    case .processors: tr("Write processors, like 2-5 or 0,2,4.")
    case .flag: tr("Write yes or no.")
    case .word(let words): tr("Write one of these: %1$@.", words.joined(separator: ", "))
    }
  }

  /// The variable that a misspelt name most likely means; nil when none is near.
  static func closest(to name: String) -> TemplateVariable? {
    guard name.utf8.count <= 40 else { return nil }
    let wanted = name.lowercased().filter { $0.isLetter || $0.isNumber }
    return allCases.first { $0.rawValue.filter { $0 != "_" } == wanted }
      ?? allCases.map { ($0, distance(from: wanted, to: $0.rawValue.filter { $0 != "_" })) }
      .filter { $0.1 <= 2 }.min { $0.1 < $1.1 }?.0
  }

  /// How many letters differ (Levenshtein's distance).
  private static func distance(from left: String, to right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (line, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in right.indices {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (letter == right[column] ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}

extension TemplateProblems: CustomStringConvertible {
  /// All problems, one a line.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
