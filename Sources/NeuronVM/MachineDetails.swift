public import MachineModel

/// Everything that `show` tells of a machine.
public struct MachineDetails: Sendable {
  /// Name, state, memory and processors.
  public let summary: MachineSummary
  /// What it is made of, from its next start on.
  public let description: DomainDescription
  /// Whether it starts with its host.
  public let startsAutomatically: Bool
  /// Whether its memory is on disk.
  public let isSaved: Bool
  /// The names of its snapshots.
  public let snapshots: [String]
  /// In what the running machine differs from its definition, which so waits for its next start.
  public let pending: [PendingChange]
  /// Whether anything waits for the next start: also what ``pending`` does not compare.
  public let hasPendingChanges: Bool
  /// Those of its devices that did not come back to this host when it ended.
  public let unreturned: [UnreturnedDevice]
}
