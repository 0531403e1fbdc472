import Journal
public import MachineModel
import Text

/// Takes devices from the host for machines, and gives them back.
///
/// It trusts nothing that it is told but an address: it reads the host itself, and judges. Each change is in a journal on
/// the disk before it is made. Whatever ends it – an error, a signal, `kill -9`, a driver that does not let go –, the
/// next call of any verb gives back what was begun.
///
/// Not for two threads at once.
public struct DriverBinding: Sendable {
  let places: HostPlaces
  /// What the user sees while it is done.
  let say: @Sendable (String) -> Void
  /// Whether the user wants to stop.
  let isCancelled: @Sendable () -> Bool

  /// The lock on the card that is being worked on; nil before there is one.
  var lock: FileLock?

  /// - Parameters:
  ///   - say: Gets each step's words before the step is taken.
  ///   - isCancelled: Asked between the steps.
  public init(
    _ places: HostPlaces, say: @escaping @Sendable (String) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.places = places
    self.say = say
    self.isCancelled = isCancelled
  }

  /// Takes a device from the host: all its functions go to vfio-pci, or none does.
  ///
  /// - Parameters:
  ///   - address: Any function of it.
  ///   - anotherWayIn: Addresses that the user typed, to say that there is another way into the host.
  public func bind(
    _ address: PCIAddress, anotherWayIn: Set<PCIAddress> = []
  ) throws(BindingError) -> BindingReport {
    try places.prepare()
    return try withLock(address, for: tr("takes %1$@ from the host", address)) { binding throws(BindingError) in
      try binding.take(address, anotherWayIn)
    }
  }

  private func take(_ address: PCIAddress, _ anotherWayIn: Set<PCIAddress>) throws(BindingError) -> BindingReport {
    let repairs = repair()
    let host = read(about: [address])
    guard let subject = host.subject(at: address) else { throw .notFound(address) }
    let plan = BindingPlan(subject, on: host, anotherWayIn: anotherWayIn)
    guard plan.problems.isEmpty else { throw .refused(plan.problems, override: plan.override) }
    var notes = repairs + plan.notes.map(\.message)
    if plan.isDone { notes.append(tr("It is a machine's already: nothing was changed.")) }
    if !plan.steps.isEmpty { try perform(plan) }
    return report(subject, plan.steps, notes)
  }

  /// Gives a device back to the host, and looks that its drivers have it.
  ///
  /// - Parameter address: Any function of it. What others have taken from the host is given back, too.
  public func release(_ address: PCIAddress) throws(BindingError) -> BindingReport {
    try places.prepare()
    return try withLock(address, for: tr("gives %1$@ back to the host", address)) { binding throws(BindingError) in
      try binding.giveBack(address)
    }
  }

  private func giveBack(_ address: PCIAddress) throws(BindingError) -> BindingReport {
    var notes = repair()
    let host = read(about: [address])
    guard let subject = host.subject(at: address) else {
      // It was pulled out: what is remembered of it is about nothing.
      try forget(address)
      throw .notFound(address)
    }
    let remembered = try records().first { card in card.functions.contains { subject.addresses.contains($0.address) } }
    let card = remembered ?? BoundCard(takenByOthers: subject, boot: places.boot)
    var steps: [BindingStep] = []
    if !card.functions.isEmpty {
      let journal = Journal<BindingAction>(directory: places.journal)
      let transaction = try journaling { () throws(JournalError) in
        try journal.begin(tr("giving %1$@ back to the host", card.address))
      }
      let outcome = try giveBack(card, in: transaction)
      guard outcome.problems.isEmpty else {
        try journaling { () throws(JournalError) in try transaction.finish() }
        throw .refused(outcome.problems, override: nil)
      }
      notes += outcome.notes
      steps = outcome.steps
      if outcome.failures.isEmpty || !outcome.isWorthAnotherTry {
        try forget(card.address)
        try journaling { () throws(JournalError) in try transaction.finish() }
      }
      guard outcome.failures.isEmpty else { throw .undoFailed(step: nil, reasons: outcome.failures) }
    }
    if steps.isEmpty { notes.append(tr("It is with the host already: nothing was changed.")) }
    return report(subject, steps, notes)
  }

  /// Gives back everything: what was interrupted, and what was taken before.
  ///
  /// Returns what was done, in words; throws when something could not be given back, after all else was.
  public func undo() throws(BindingError) -> [String] {
    try places.prepare()
    var failures: [String] = []
    var done = repair(failures: &failures)
    for card in try records() {
      do throws(BindingError) {
        let report = try release(card.address)
        done.append(tr("%1$@ (%2$@) is with the host again.", report.address, report.name))
      } catch {
        failures.append(error.message)
      }
    }
    guard failures.isEmpty else { throw .undoFailed(step: nil, reasons: failures) }
    return done
  }

  /// The devices that are out, by address.
  public func records() throws(BindingError) -> [BoundCard] {
    try BoundCards(places).all()
  }

  private func report(_ subject: PassthroughSubject, _ steps: [BindingStep], _ notes: [String]) -> BindingReport {
    let now = read(about: subject.addresses)
    return BindingReport(
      address: subject.primary.address, name: subject.primary.title,
      functions: subject.addresses.sorted().compactMap { now.device(at: $0) }, steps: steps, notes: notes)
  }

  private func forget(_ address: PCIAddress) throws(BindingError) { try BoundCards(places).remove(address) }

  /// The host as it is now.
  func read(about addresses: Set<PCIAddress>) -> HostHardware {
    HostReader(places.root).hardware(.judgement, about: addresses)
  }
}

/// Runs a journal's call and says its failure in our words.
@discardableResult
func journaling<Value>(_ call: () throws(JournalError) -> Value) throws(BindingError) -> Value {
  do {
    return try call()
  } catch {
    throw BindingError(error)
  }
}
