/// Why a text is not a template: everything that is wrong with it.
public struct TemplateError: Error, Hashable, Sendable {
  /// The name of the template.
  public let template: String
  /// What is wrong, in the order of the document; never empty.
  public let faults: [TemplateFault]
}
