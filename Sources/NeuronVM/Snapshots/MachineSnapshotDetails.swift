public import MachineModel

/// Everything that can be told of one snapshot.
public struct MachineSnapshotDetails: Sendable, Hashable {
  /// What its document says.
  public let snapshot: SnapshotDescription
  /// Whether the machine goes on from it.
  public let isCurrent: Bool
  /// The names of those that follow it directly.
  public let children: [String]
  /// What is in it and what is not.
  public let contents: SnapshotContents
  /// What keeps the machine from going back to it; empty when nothing does.
  public let revertProblems: [Problem]
  /// What keeps it from being removed by itself; empty when nothing does.
  public let deletionProblems: [Problem]
}
