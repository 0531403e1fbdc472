/// What a template's header says about one of its variables.
public struct TemplateParameter: Hashable, Sendable {
  /// The variable.
  public let variable: TemplateVariable
  /// The value when none is given; nil when there is no such value.
  public let defaultValue: String?
  /// The smallest allowed number, nil when there is no bound.
  public let minimum: UInt64?
  /// The largest allowed number, nil when there is no bound.
  public let maximum: UInt64?
  /// Whether the machine can be made without it.
  public let isOptional: Bool
}
