public import MachineModel

/// What bringing back an entry of the history does; a value, to be shown before anything is done.
public struct UndoPlan: Sendable, Hashable {
  /// The entry.
  public let entry: HistoryEntry
  /// The definition as it will be.
  public let definition: MachineDefinition
  /// What changes in the definition; all lines are added where the machine is gone, and removed where it will be.
  public let difference: LineDifference
  /// What else the user should know.
  public let warnings: [String]
  /// The disks that are gone, and so are left out; empty unless that was asked for.
  public let missingDisks: [String]
  /// What the machine is now; nil when it is gone.
  let now: MachineDefinition?
  /// The name it has now, where that is another.
  public let renamedFrom: String?
  /// How the machine goes that had been brought back; nil for any other entry.
  public let removal: DeletionPlan?

  /// Whether the machine is as it was already.
  public var isEmpty: Bool { removal == nil && definition == now }
}
