/// One thing that stands between values and a machine.
public enum TemplateProblem: Hashable, Sendable {
  /// No template knows this name.
  case unknownName(String)
  /// The template has no use for this variable.
  case unused(TemplateVariable, template: String)
  /// The template needs this variable.
  case missing(TemplateVariable)
  /// The number is too small.
  case belowMinimum(TemplateVariable, value: UInt64, minimum: UInt64)
  /// The number is too large.
  case aboveMaximum(TemplateVariable, value: UInt64, maximum: UInt64)
  /// The value does not look like one of its kind.
  case malformed(TemplateVariable, value: String)
  /// The value holds a character that XML cannot hold.
  case character(TemplateVariable, Unicode.Scalar)
}

/// All that stands between a template's values and a machine.
public struct TemplateProblems: Error, Hashable, Sendable {
  /// The name of the template.
  public let template: String
  /// The problems, ordered by name; never empty.
  public let problems: [TemplateProblem]
}
