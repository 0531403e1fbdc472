import NeuronVM
import Text

/// The progress of making a machine, on standard error.
enum CreationReport {
  static func say(_ progress: CreationProgress) {
    switch progress {
    case .begins(let step): Output.note(step.title + " …")
    case .done: break
    case .undoing: Output.note(tr("Undoing what was begun …"))
    }
  }
}
