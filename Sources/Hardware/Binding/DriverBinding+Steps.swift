internal import FoundationEssentials
internal import Glibc
import Journal
import MachineModel
import Text

extension DriverBinding {
  /// Performs a plan: all of it, or nothing of it stays.
  func perform(_ plan: BindingPlan) throws(BindingError) {
    let card = BoundCard(
      address: plan.subject.primary.address, functions: plan.functions.map(bound), boot: places.boot)
    let journal = Journal<BindingAction>(directory: places.journal)
    let transaction = try journaling { () throws(JournalError) in
      let transaction = try journal.begin(tr("taking %1$@ from the host", card.address))
      try transaction.willPerform(undoneBy: .card(card))
      return transaction
    }
    var current: BindingStep?
    do throws(BindingError) {
      for step in plan.steps {
        guard !isCancelled() else { throw .cancelled }
        current = step
        try perform(step, in: transaction)
      }
      current = nil
      // From here on it is to stay.
      try BoundCards(places).add(card)
      try journaling { () throws(JournalError) in try transaction.finish() }
    } catch {
      throw rollBack(card, transaction, current, error)
    }
  }

  /// Gives back what a binding has taken so far; returns what is to be told of it all.
  private func rollBack(
    _ card: BoundCard, _ transaction: Transaction<BindingAction>, _ step: BindingStep?, _ error: BindingError
  ) -> BindingError {
    var card = card
    var stuckAt: PCIAddress?
    if case .stuck(let address, _, _, _) = error {
      // Its own lock is held in the kernel; the others can go back.
      stuckAt = address
      card = card.keeping { $0.address != address }
    }
    say(tr("It did not work: what was done is undone."))
    var failures: [String] = []
    do throws(BindingError) {
      let outcome = try giveBack(card, in: transaction)
      failures = outcome.failures + outcome.problems.map(\.message)
      if failures.isEmpty && stuckAt == nil {
        try BoundCards(places).remove(card.address)
        try journaling { () throws(JournalError) in try transaction.finish() }
      }
    } catch {
      failures.append(error.message)
    }
    if case .stuck(let address, let driver, let limit, _) = error {
      let now = read(about: Set(card.functions.map(\.address)))
      let others = card.functions.map { function in
        now.device(at: function.address)?.driver.map { tr("%1$@ is with %2$@.", function.address, $0) }
          ?? tr("%1$@ has no driver.", function.address)
      }
      return .stuck(address, driver: driver, after: limit, state: others + failures)
    }
    return failures.isEmpty ? error : .undoFailed(step: step?.title ?? error.message, reasons: failures)
  }

  /// Announces one step and takes it, and looks that it had its effect.
  func perform(_ step: BindingStep, in transaction: Transaction<BindingAction>) throws(BindingError) {
    if case .load(let module, let driver) = step { return try load(module, for: driver) }
    say(step.title)
    guard let write = step.write, let change = step.change, let address = step.address,
      let file = KernelFile(write.path, in: places.root)
    else { return }
    try journaling { () throws(JournalError) in try transaction.willPerform(undoneBy: .write(change)) }
    let events = DeviceEvents()
    do throws(KernelFile.Failure) {
      try file.write(
        write.text, within: places.patience, lock: lock?.descriptorForChildren,
        journal: transaction.descriptorForChildren)
    } catch {
      switch error {
      case .refused(let number): throw .failed(step: step.title, reason: errorText(number))
      case .blocked(let child):
        let driver = change.old ?? change.new ?? "?"
        StuckDevices(places).add(address, driver: driver, child: child)
        throw .stuck(address, driver: driver, after: places.patience, state: [])
      }
    }
    // Not every device has a driver that the kernel could choose.
    if case .choose = step {
      _ = events.wait(within: .seconds(1)) { hasHappened(step, address) }
      return
    }
    guard events.wait(within: min(.seconds(5), places.patience), until: { hasHappened(step, address) }) else {
      throw .failed(step: step.title, reason: tr("the kernel took it, and nothing came of it"))
    }
  }

  private func hasHappened(_ step: BindingStep, _ address: PCIAddress) -> Bool {
    let folder = "sys/bus/pci/devices/\(address)"
    let driver = places.root.link(folder + "/driver").map { String(lastPart($0)) }
    switch step {
    case .load: return true
    case .setOverride(_, _, let wanted):
      let text = places.root.text(folder + "/driver_override") ?? ""
      return (text == "(null)" ? "" : text) == (wanted?.description ?? "")
    case .unbind(_, let old): return driver != old.description
    case .probe(_, let wanted), .bind(_, let wanted): return driver == wanted.description
    case .choose: return driver != nil
    }
  }

  private func load(_ module: DriverName, for driver: DriverName) throws(BindingError) {
    func isThere() -> Bool { places.root.isFolder("sys/bus/pci/drivers/\(driver)") }
    guard !isThere() else { return }
    let title = BindingStep.load(module: module, driver: driver).title
    say(title)
    guard !places.modprobe.isEmpty, let child = ChildProcess(running: places.modprobe + [module.description]) else {
      throw .failed(step: title, reason: tr("there is no program modprobe"))
    }
    guard let status = child.end(within: places.patience) else {
      child.kill()
      throw .failed(step: title, reason: tr("modprobe does not end"))
    }
    guard isThere() else { throw .failed(step: title, reason: tr("modprobe ended with %1$@", status)) }
  }

  /// How a function stands, to be remembered.
  private func bound(_ device: PCIDevice) -> BoundFunction {
    let driver = device.driver.flatMap { DriverName($0) }
    let module = driver.flatMap { places.root.link("sys/bus/pci/drivers/\($0)/module") }
    return BoundFunction(
      address: device.address, identity: device.identity?.description, owner: driver.map { .driver($0) } ?? .nobody,
      module: module.flatMap { DriverName(String(lastPart($0))) },
      driverOverride: device.driverOverride.flatMap { DriverName($0) },
      nodes: CardNodes(places.root).nodes(of: device.address))
  }
}
