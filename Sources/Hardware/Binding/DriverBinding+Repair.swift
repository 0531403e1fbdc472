import Journal
import MachineModel
import Text

extension DriverBinding {
  /// Gives back what interrupted commands have begun; what was done, and what was not, in words.
  func repair() -> [String] {
    var failures: [String] = []
    let done = repair(failures: &failures)
    return done + failures
  }

  /// The same, with what could not be given back apart: it stays in the journal.
  func repair(failures: inout [String]) -> [String] {
    StuckDevices(places).removeFreed()
    var done: [String] = []
    do throws(BindingError) {
      let journal = Journal<BindingAction>(directory: places.journal)
      let (transactions, errors) = try journaling { () throws(JournalError) in try journal.abandoned() }
      failures += errors.map { BindingError($0).message }
      for transaction in transactions {
        do throws(BindingError) {
          guard try finish(transaction, &failures) else { continue }
          done.append(tr("An interrupted command is undone: %1$@.", transaction.title))
        } catch {
          failures.append(error.message)
        }
      }
    } catch {
      failures.append(error.message)
    }
    return done
  }

  /// Whether anything was undone.
  private func finish(
    _ transaction: Transaction<BindingAction>, _ failures: inout [String]
  ) throws(BindingError) -> Bool {
    var hasUndone = false
    for case .card(let card) in transaction.actions {
      let wasChanged = transaction.actions.contains { if case .write = $0 { true } else { false } }
      guard card.boot == places.boot, wasChanged else {
        // After another start of the computer all is as it was; and nothing is, where nothing was begun.
        continue
      }
      say(tr("Undoing an interrupted command: %1$@", transaction.title))
      let outcome = try giveBack(card, in: transaction)
      hasUndone = true
      guard outcome.problems.isEmpty, outcome.failures.isEmpty || !outcome.isWorthAnotherTry else {
        failures += outcome.problems.map(\.message) + outcome.failures
        return false
      }
      failures += outcome.failures
      try BoundCards(places).remove(card.address)
    }
    try journaling { () throws(JournalError) in try transaction.finish() }
    return hasUndone
  }
}
