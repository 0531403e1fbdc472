import FoundationEssentials
import Libvirt
public import MachineModel
import Text

extension Machine {
  /// Does what is asked and waits, by events, until the machine is there.
  ///
  /// - Parameter limit: How long to wait for the guest or the hypervisor. A guest that does not react in time is left
  ///   running: `timedOut` is thrown and nothing is forced.
  public func perform(
    _ verb: LifecycleVerb, within limit: Duration = .seconds(60)
  ) async throws(NeuronError) -> LifecycleOutcome {
    // Listening begins before the question, or an answer could pass between the two. Only what the guest does in its
    // own time is waited for; everything else is done when libvirt's call returns.
    var events: AsyncStream<DomainEvent>?
    if verb == .stop || verb == .reboot {
      events = try await hypervisor.asking(tr("Listening for events")) { () async throws(LibvirtError) in
        try await connection.domainEvents()
      }
    }
    let state = try await state()
    let isSaved = try await asking(tr("Reading the state")) { domain throws(LibvirtError) in
      try domain.hasManagedSave
    }
    switch verb.transition(from: state, isSaved: isSaved) {
    case .alreadyThere: return .alreadyThere(state)
    case .impossible(let first): throw .impossible(machine: name, state: state, verb: verb, first: first)
    case .perform: break
    }
    try await ask(for: verb, from: state)
    if let events { try await wait(for: verb, events: events, limit: limit) }
    return .done(wasSaved: isSaved)
  }

  private func ask(for verb: LifecycleVerb, from state: MachineState) async throws(NeuronError) {
    let length: CallLength =
      switch verb {
      case .start, .startPaused, .save, .restore, .forceStop: .long
      default: .quick
      }
    try await asking(tr("“%1$@”", verb.command), length) { domain throws(LibvirtError) in
      switch verb {
      case .start, .restore: try domain.start(paused: false)
      case .startPaused: try domain.start(paused: true)
      case .stop: try domain.shutdown()
      case .forceStop: try domain.destroy()
      case .pause: try domain.suspend()
      case .resume where state == .suspended: try domain.wakeUp()
      case .resume: try domain.resume()
      case .reboot: try domain.reboot()
      case .reset: try domain.reset()
      case .save: try domain.managedSave()
      }
    }
  }

  /// Waits until the guest has shut down or restarted.
  private func wait(for verb: LifecycleVerb, events: AsyncStream<DomainEvent>, limit: Duration)
    async throws(NeuronError)
  {
    let id = id
    let isOver: @Sendable () async throws(NeuronError) -> Bool = { () async throws(NeuronError) in
      verb == .stop ? try await !state().isActive : false
    }
    let outcome = await withTaskGroup(of: Result<Bool, NeuronError>.self) { group in
      group.addTask {
        do throws(NeuronError) {
          if try await isOver() { return .success(true) }
          for await event in events where event.concerns(id) {
            if verb == .reboot, case .domain(_, _, .rebooted) = event { return .success(true) }
            if try await isOver() { return .success(true) }
          }
          throw .unavailable(uri: hypervisor.choice.uri, detail: "")
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return .success(false)
      }
      let first = await group.next() ?? .success(false)
      group.cancelAll()
      return first
    }
    if Task.isCancelled { throw .cancelled }
    guard try outcome.get() else { throw .timedOut(machine: name, verb: verb, after: limit) }
  }

  /// Whether the machine starts with its host.
  public func autostart() async throws(NeuronError) -> Bool {
    try await asking(tr("Reading the state")) { domain throws(LibvirtError) in try domain.startsAutomatically }
  }

  /// Sets whether the machine starts with its host; says whether that changed anything.
  public func setAutostart(_ wanted: Bool) async throws(NeuronError) -> LifecycleOutcome {
    if try await autostart() == wanted { return .alreadyThere(try await state()) }
    try await asking(tr("Changing autostart")) { domain throws(LibvirtError) in
      try domain.setStartsAutomatically(wanted)
    }
    return .done(wasSaved: false)
  }
}

extension DomainEvent {
  /// Whether the machine may have changed.
  fileprivate func concerns(_ machine: UUID) -> Bool {
    switch self {
    case .domain(let id, _, _): id == machine
    case .missed: true
    }
  }
}
