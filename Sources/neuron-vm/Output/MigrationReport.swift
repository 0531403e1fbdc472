import MachineModel
import NeuronVM
import Synchronization
import Text

/// The progress of a move, on standard error: a line for each step, and for each tenth of what is copied.
final class MigrationReport: Sendable {
  private let tenths = Mutex(0)

  func say(_ progress: MigrationProgress) {
    switch progress {
    case .begins(let step):
      tenths.withLock { $0 = 0 }
      Output.note(step.title + " …")
    case .copied(let done, let total):
      let reached = total == 0 ? 0 : Int(done / max(total / 10, 1))
      let isNew = tenths.withLock { tenths in
        defer { tenths = max(tenths, reached) }
        return reached > tenths
      }
      if isNew {
        Output.note(tr("  %1$@ of %2$@", ByteCount.mebibytes(done >> 20), ByteCount.mebibytes(total >> 20)))
      }
    case .done: break
    case .undoing: Output.note(tr("Undoing what was begun …"))
    }
  }
}
