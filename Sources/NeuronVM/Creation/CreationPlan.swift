public import FoundationEssentials
public import MachineModel

/// What making a machine will do; a value, to be shown, compared, and performed.
public struct CreationPlan: Sendable, Hashable {
  /// The machine's name.
  public let name: MachineName
  /// The UUID it will have.
  public let id: UUID
  /// The definition that libvirt will get.
  public let xml: String
  /// What will be done, in order.
  public let steps: [CreationStep]
  /// What the user should know: what was left out, and why.
  public let warnings: [String]

  /// What was decided for the user, and why.
  public var remarks: [String] = []
  /// Whether the definition is one of ours, which libvirt's schema has to know; not one that other tools wrote.
  public let isFromTemplate: Bool
  /// The definition with the passwords of its displays, which is never printed; nil when it has none.
  var xmlWithPasswords: String?

  /// Creates a plan.
  public init(
    name: MachineName, id: UUID, xml: String, steps: [CreationStep], warnings: [String], isFromTemplate: Bool = true
  ) {
    self.isFromTemplate = isFromTemplate
    self.name = name
    self.id = id
    self.xml = xml
    self.steps = steps
    self.warnings = warnings
  }
}
