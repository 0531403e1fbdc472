public import MachineModel

/// A machine's snapshots, in order.
public struct MachineSnapshots: Sendable, Hashable {
  /// The snapshots, each behind the one it follows.
  public let tree: SnapshotTree
  /// The name of the one that the machine goes on from; nil for none.
  public let current: String?
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
