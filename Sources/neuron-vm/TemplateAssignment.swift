import ArgumentParser

/// A value for a template, typed as `name=value`.
struct TemplateAssignment {
  let name: String
  let value: String

  /// Splits at the first “=”.
  init(parsing text: String) throws {
    guard let sign = text.firstIndex(of: "=") else {
      throw ValidationError("“\(text)” has no “=”. Write --set name=value.")
    }
    name = String(text[..<sign])
    value = String(text[text.index(after: sign)...])
  }
}
