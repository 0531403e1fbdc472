import FoundationEssentials
import MachineModel
import NeuronVM
import Text

/// What is said about snapshots.
enum SnapshotReport {
  static func table(_ snapshots: MachineSnapshots) -> Table {
    var table = Table(tr("NAME"), tr("MADE"), tr("MACHINE WAS"), tr("HOLDS"), tr("DESCRIPTION"))
    for entry in snapshots.tree.entries {
      let snapshot = entry.snapshot
      // Deep trees would push everything else out of the window.
      let name = String(repeating: "  ", count: min(entry.depth, 20)) + snapshot.name
      table.add(
        snapshot.name == snapshots.current ? tr("%1$@ (now)", name) : name, snapshot.creationTime.map(time) ?? "-",
        snapshot.state.title, snapshot.kind?.title ?? tr("unknown"), firstLine(snapshot.text ?? ""))
    }
    return table
  }

  static func lines(_ plan: SnapshotCreationPlan) -> [String] {
    var lines = [tr("Snapshot “%1$@”: %2$@", plan.name, plan.kind.title)]
    lines += plan.contents.holds.map { tr("in it: %1$@", $0.title) }
    lines += plan.contents.lacks.map { tr("not in it: %1$@", $0.title) }
    if plan.standsStill { lines.append(tr("The machine stands still while its memory is written.")) }
    return lines + plan.warnings.map { tr("warning: %1$@", $0) }
  }

  static func lines(_ plan: SnapshotRevertPlan, keeping: SnapshotCreationPlan?) -> [String] {
    var lines = [
      plan.creationTime.map { tr("Back to “%1$@” of %2$@:", plan.snapshot, time($0)) }
        ?? tr("Back to “%1$@”:", plan.snapshot)
    ]
    lines += plan.effects.map(\.title)
    lines += plan.stays.map { tr("stays as it is now: %1$@", $0.title) }
    lines.append(tr("Afterwards it is: %1$@", plan.stateAfter.title))
    lines += plan.warnings.map { tr("warning: %1$@", $0) }
    if let keeping { lines.append(tr("As it is now it is kept first, as “%1$@”.", keeping.name)) }
    return lines
  }

  static func lines(_ plan: SnapshotDeletionPlan) -> [String] {
    plan.removes.map { tr("removes the snapshot “%1$@”", $0) }
      + plan.moves.map { tr("stays, and follows the one before: “%1$@”", $0) } + plan.notes
  }

  /// The time as RFC 3339.
  static func time(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }

  private static func firstLine(_ text: String) -> String {
    text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
  }
}
