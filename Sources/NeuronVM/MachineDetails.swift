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
  /// Whether its definition differs from what runs, so that something waits for the next start.
  public let isUpdated: Bool
}
