internal import XML

/// A libvirt domain with gaps: a real document, parsed once and filled at the level of nodes.
///
/// A value can never become markup, because the document is a tree before the value arrives.
/// `docs/templates.md` describes the format.
public struct DomainTemplate: Hashable, Sendable {
  /// The name by which users choose it, `windows11-basic`; it goes into the machine's metadata.
  public let name: String
  /// What a person reads in a list.
  public let title: String
  /// One sentence about the machine it makes.
  public let summary: String
  /// The operating system it is made for.
  public let system: GuestSystem
  /// The variables that the header speaks of, in its order.
  public let parameters: [TemplateParameter]
  /// All variables that the template uses, in placeholders, conditions and the header.
  public let usedVariables: Set<TemplateVariable>
  /// Whether devices can be given as values.
  public let hasDeviceSlot: Bool

  let root: TemplateElement

  /// Reads a template.
  ///
  /// Errors: ``TemplateError`` with everything that is wrong with the text.
  public init(parsing text: String, named name: String) throws(TemplateError) {
    let document: Element
    do {
      document = try Element(parsing: text)
    } catch {
      throw TemplateError(template: name, faults: [.notXML(error)])
    }
    var reader = TemplateReader(template: name)
    let root = reader.read(document)
    guard reader.faults.isEmpty, let header = reader.header, let root else {
      throw TemplateError(template: name, faults: reader.faults)
    }
    self.name = name
    self.title = header.title
    self.summary = header.summary
    self.system = header.system
    self.parameters = header.parameters
    self.usedVariables = reader.usedVariables
    self.hasDeviceSlot = reader.slots == 1
    self.root = root
  }

  /// Everything that is wrong with a template's text; empty when it can be used.
  public static func faults(in text: String, named name: String) -> [TemplateFault] {
    do {
      _ = try DomainTemplate(parsing: text, named: name)
      return []
    } catch {
      return error.faults
    }
  }

  /// What the header says about a variable; nil when it says nothing.
  public func parameter(_ variable: TemplateVariable) -> TemplateParameter? {
    parameters.first { $0.variable == variable }
  }
}
