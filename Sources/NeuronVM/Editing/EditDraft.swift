public import MachineModel

/// A machine's definition that is being edited.
public struct EditDraft: Sendable {
  /// The machine.
  public let machine: Machine
  /// The definition that the editing began with; passwords of displays are not in it.
  public let original: MachineDefinition
}
