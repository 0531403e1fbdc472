/// A text of a template: characters and placeholders, already told apart.
struct TemplateText: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case characters(String)
    case placeholder(TemplateVariable)
  }

  let pieces: [Piece]

  /// The text with its placeholders replaced; what a value contains is not read again.
  func filled(with values: borrowing ResolvedValues, missing: inout Set<TemplateVariable>) -> String {
    if pieces.count == 1, case .placeholder(let variable) = pieces[0] {
      return value(of: variable, in: values, missing: &missing)
    }
    var text = ""
    for piece in pieces {
      switch piece {
      case .characters(let characters): text += characters
      case .placeholder(let variable): text += value(of: variable, in: values, missing: &missing)
      }
    }
    return text
  }

  private func value(
    of variable: TemplateVariable, in values: borrowing ResolvedValues, missing: inout Set<TemplateVariable>
  ) -> String {
    if let value = values[variable] { return value }
    if variable.kind == .flag { return "no" }
    missing.insert(variable)
    return ""
  }
}
