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

  /// Creates a plan.
  public init(name: MachineName, id: UUID, xml: String, steps: [CreationStep], warnings: [String]) {
    self.name = name
    self.id = id
    self.xml = xml
    self.steps = steps
    self.warnings = warnings
  }
}
