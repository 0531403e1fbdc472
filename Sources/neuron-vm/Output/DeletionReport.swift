import NeuronVM
import Text

/// What a removal takes away and what it leaves, in lines.
enum DeletionReport {
  static func lines(_ plan: DeletionPlan) -> [String] {
    var lines = [tr("Removes the machine “%1$@”", plan.name)]
    for item in plan.removes { lines.append("  - " + item.title) }
    for kept in plan.keeps { lines.append(tr("Keeps %1$@: %2$@", kept.path, kept.reason)) }
    return lines
  }
}
