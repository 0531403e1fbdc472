/// The values of one filling after defaults, answers and checks.
struct ResolvedValues: Sendable {
  private var values: [TemplateVariable: String] = [:]

  subscript(variable: TemplateVariable) -> String? {
    get { values[variable] }
    set { values[variable] = newValue }
  }

  func isOn(_ variable: TemplateVariable) -> Bool {
    guard let value = values[variable] else { return false }
    return variable.kind == .flag ? value == "yes" : true
  }

  /// What a flag's text says; nil when it says neither.
  static func flag(_ text: String) -> Bool? {
    switch text {
    case "yes", "true", "on": true
    case "no", "false", "off": false
    default: nil
    }
  }
}
