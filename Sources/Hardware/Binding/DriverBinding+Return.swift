import Journal
import MachineModel
import Text

extension DriverBinding {
  /// What giving back came to.
  struct ReturnOutcome {
    /// The steps that were taken.
    var steps: [BindingStep] = []
    /// What kept it from being tried.
    var problems: [PassthroughProblem] = []
    /// What is worth knowing.
    var notes: [String] = []
    /// What is not as it was.
    var failures: [String] = []
    /// Whether trying again may help: something has no driver.
    var isWorthAnotherTry = false
  }

  /// Gives back a card, all of its functions whatever becomes of each, and looks that the host has them.
  ///
  /// Throws only when a driver does not let go.
  func giveBack(
    _ card: BoundCard, in transaction: Transaction<BindingAction>
  ) throws(BindingError) -> ReturnOutcome {
    let plan = ReturnPlan(card, on: read(about: Set(card.functions.map(\.address))))
    var outcome = ReturnOutcome()
    outcome.problems = plan.problems
    outcome.notes = plan.notes
    guard plan.problems.isEmpty, !plan.functions.isEmpty else { return outcome }
    if !transaction.actions.contains(where: { if case .card = $0 { true } else { false } }) {
      try journaling { () throws(JournalError) in try transaction.willPerform(undoneBy: .card(card)) }
    }
    for step in plan.steps {
      do throws(BindingError) {
        outcome.steps.append(step)
        try perform(step, in: transaction)
      } catch {
        if case .stuck = error { throw error }
        // The next step may do without, and what is missing in the end is told.
        outcome.notes.append(error.shortMessage)
      }
    }
    let events = DeviceEvents()
    let isWhole = events.wait(within: places.patience) {
      plan.functions.allSatisfy { missing($0) == nil }
    }
    guard !isWhole else { return outcome }
    try repairDriverless(plan.functions, in: transaction, &outcome)
    let late = DeviceEvents()
    _ = late.wait(within: min(.seconds(2), places.patience)) { plan.functions.allSatisfy { missing($0) == nil } }
    outcome.failures = plan.functions.compactMap { missing($0) }
    outcome.isWorthAnotherTry = plan.functions.contains { $0.owner != .nobody && driver(of: $0.address) == nil }
    return outcome
  }

  /// Lets the kernel choose a driver for what its old one did not take back.
  private func repairDriverless(
    _ functions: [BoundFunction], in transaction: Transaction<BindingAction>, _ outcome: inout ReturnOutcome
  ) throws(BindingError) {
    for function in functions where function.driver != nil && driver(of: function.address) == nil {
      let step = BindingStep.choose(function.address)
      do throws(BindingError) {
        try perform(step, in: transaction)
        outcome.steps.append(step)
      } catch {
        if case .stuck = error { throw error }
      }
    }
  }

  /// What the host lacks of a function; nil when it has it as before.
  private func missing(_ function: BoundFunction) -> String? {
    let address = function.address
    let now = driver(of: address)
    switch function.owner {
    case .nobody: if now == DriverName.vfio.description { return tr("%1$@ is still with %2$@.", address, "vfio-pci") }
    case .unknown:
      // Not every device has a driver.
      return now == DriverName.vfio.description ? tr("%1$@ is still with %2$@.", address, "vfio-pci") : nil
    case .driver(let name):
      guard let now else { return tr("%1$@ has no driver now; it had %2$@.", address, name) }
      guard now == name.description else { return tr("%1$@ is with %2$@ now; it was with %3$@.", address, now, name) }
    }
    let lost = function.nodes.subtracting(CardNodes(places.root).nodes(of: address))
    if lost.contains(.picture) {
      return tr("%1$@ has its driver, and no picture came back (/dev/dri/card*).", address)
    }
    if lost.contains(.sound) { return tr("%1$@ has its driver, and no sound came back (/dev/snd/*).", address) }
    return nil
  }

  private func driver(of address: PCIAddress) -> String? {
    places.root.link("sys/bus/pci/devices/\(address)/driver").map { String(lastPart($0)) }
  }
}
