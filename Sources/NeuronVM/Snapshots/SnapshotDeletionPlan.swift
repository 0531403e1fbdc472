import Libvirt
import MachineModel
import Text

/// What removing a snapshot does; a value, to be shown before anything is done.
public struct SnapshotDeletionPlan: Sendable, Hashable {
  /// The snapshot's name.
  public let snapshot: String
  /// The names of the snapshots that go, this one first.
  public let removes: [String]
  /// The snapshots that stay and follow another one from then on.
  public let moves: [String]
  /// Whether files are merged, which takes as long as copying what is in them.
  public let merges: Bool
  /// The disks whose files are merged.
  public let mergedDisks: [String]
  /// The files that hold the memory of what goes.
  public let memoryFiles: [String]
  /// What it costs and brings, in sentences.
  public let notes: [String]

  /// Decides, from values alone; throws `refused` with everything that stands in the way.
  init(_ snapshot: SnapshotDescription, _ facts: SnapshotFacts, withChildren: Bool) throws(NeuronError) {
    let problems = Self.problems(with: snapshot, facts, withChildren: withChildren)
    guard problems.isEmpty else { throw .refused(problems) }
    self.snapshot = snapshot.name
    let gone = [snapshot] + (withChildren ? facts.tree.descendants(of: snapshot.name) : [])
    removes = gone.map(\.name)
    memoryFiles = gone.compactMap(\.memoryFile)
    moves = withChildren ? [] : facts.tree.children(of: snapshot.name).map(\.name)
    merges = snapshot.storage == .external
    mergedDisks = merges ? snapshot.heldDisks.map(\.target) : []
    var notes = [tr("The machine stays as it is now; only the way back goes.")]
    if merges {
      notes.append(tr("Files are merged: that takes as long as copying what was written since."))
    } else {
      notes.append(tr("The space is used again by the disks; their files do not become smaller."))
    }
    self.notes = notes
  }

  static func problems(with snapshot: SnapshotDescription, _ facts: SnapshotFacts, withChildren: Bool) -> [Problem] {
    let gone = [snapshot] + (withChildren ? facts.tree.descendants(of: snapshot.name) : [])
    var problems: [Problem] = []
    for one in gone where one.storage == .other {
      problems.append(
        Problem(
          code: "snapshot.foreign",
          message: tr("The snapshot “%1$@” is kept by another tool in a way of its own.", one.name),
          remedy: tr("Remove it with that tool.")))
    }
    let layered = gone.filter { $0.storage == .external }
    if withChildren, gone.count > 1, let first = layered.first {
      problems.append(
        Problem(
          code: "snapshot.oneByOne",
          message: tr(
            "“%1$@” is in files of its own, which libvirt merges one snapshot after the other only.", first.name),
          remedy: tr("Remove them one by one, the newest first.")))
    } else if snapshot.storage == .external {
      problems += layerProblems(snapshot, facts)
    } else if snapshot.storage == .internal, covers(snapshot, facts) {
      // libvirt 9.0 forgets such a snapshot and leaves its data in the disk for ever.
      problems.append(
        Problem(
          code: "snapshot.covered",
          message: tr("Newer snapshots in files of their own stand on the disks of “%1$@”.", snapshot.name),
          remedy: tr("Remove those first, the newest first.")))
    }
    return problems
  }

  /// Whether a newer snapshot has put files on top of the disks that this one is in.
  private static func covers(_ snapshot: SnapshotDescription, _ facts: SnapshotFacts) -> Bool {
    facts.tree.descendants(of: snapshot.name).contains { $0.storage == .external }
  }

  /// A merge moves data between files; what libvirt would get wrong is refused before it begins.
  private static func layerProblems(_ snapshot: SnapshotDescription, _ facts: SnapshotFacts) -> [Problem] {
    let descendants = facts.tree.descendants(of: snapshot.name)
    let inside = descendants.filter { $0.storage == .internal }.map(\.name)
    var problems: [Problem] = []
    if !inside.isEmpty {
      problems.append(
        Problem(
          code: "snapshot.covered",
          message: tr(
            "Newer snapshots are in the files that would be merged, and would be destroyed: %1$@.",
            inside.joined(separator: ", ")),
          remedy: tr("Remove those first, the newest first.")))
    }
    guard !facts.host.managesLayers else { return problems }
    let parent = facts.tree.entries.first { $0.snapshot.name == snapshot.parent }?.snapshot
    if parent?.storage == .internal {
      problems.append(
        Problem(
          code: "snapshot.mixed",
          message: tr(
            "libvirt %1$@ cannot merge “%2$@”, because the snapshot before it (“%3$@”) is inside of the disk.",
            facts.host.version, snapshot.name, parent?.name ?? ""),
          remedy: tr("libvirt 9.10 and later may. The files stay as they are.")))
    }
    if inside.isEmpty, !descendants.isEmpty {
      problems.append(
        Problem(
          code: "snapshot.notNewest",
          message: tr(
            "libvirt %1$@ merges the newest files only, and “%2$@” is not the newest.", facts.host.version,
            snapshot.name),
          remedy: tr("Remove the newer ones first: %1$@.", descendants.map(\.name).joined(separator: ", "))))
    }
    return problems
  }
}
