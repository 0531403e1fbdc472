public import FoundationEssentials
public import MachineModel

/// What moving a machine does; a value, to be shown before anything is done.
public struct MigrationPlan: Sendable, Hashable {
  /// The machine's name.
  public let name: String
  /// The machine's UUID.
  public let id: UUID
  /// The address it comes from.
  public let source: String
  /// The address it goes to.
  public let target: String
  /// What it does now.
  public let state: MachineState
  /// Whether it has a definition that outlives its run.
  public let isPersistent: Bool
  /// Whether it runs meanwhile.
  public let isLive: Bool
  /// Whether the definition stays at the source too.
  public let keepsSource: Bool
  /// What is done, in order.
  public let steps: [MigrationStep]
  /// What the user should know before.
  public let warnings: [String]
  /// What stays at the source and can be removed there by hand when all is well: files.
  public let leftBehind: [String]

  /// The disks whose content is copied.
  var disks: [MigrationDisk] {
    for step in steps { if case .moveRunning(let disks) = step { return disks } }
    return []
  }
}
