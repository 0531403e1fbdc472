public import MachineModel

/// A machine's snapshots, in order.
public struct MachineSnapshots: Sendable, Hashable {
  /// The snapshots, each behind the one it follows.
  public let tree: SnapshotTree
  /// The name of the one that the machine goes on from; nil for none.
  public let current: String?
}

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

extension Machine {
  /// The snapshots there are.
  public func snapshots() async throws(NeuronError) -> MachineSnapshots {
    let facts = try await snapshotFacts()
    return MachineSnapshots(tree: facts.tree, current: facts.current)
  }

  /// One snapshot; throws `snapshotNotFound` when there is none of this name.
  public func snapshot(named name: String) async throws(NeuronError) -> MachineSnapshotDetails {
    let facts = try await snapshotFacts()
    let snapshot = try facts.snapshot(name)
    return MachineSnapshotDetails(
      snapshot: snapshot, isCurrent: facts.current == name, children: facts.tree.children(of: name).map(\.name),
      contents: SnapshotContents(snapshot), revertProblems: SnapshotRevertPlan.problems(with: snapshot, facts),
      deletionProblems: SnapshotDeletionPlan.problems(with: snapshot, facts, withChildren: false))
  }
}
