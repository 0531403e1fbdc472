import FoundationEssentials
import Libvirt
public import MachineModel
import Text

extension Machine {
  /// Does what is asked and waits, by events, until the machine is there.
  ///
  /// - Parameter limit: How long to wait for the guest or the hypervisor; nil for a minute, and for ten where the
  ///   hypervisor has memory to move. A guest that does not react in time is left running: `timedOut` is thrown and
  ///   nothing is forced.
  public func perform(
    _ verb: LifecycleVerb, within limit: Duration? = nil
  ) async throws(NeuronError) -> LifecycleOutcome {
    // Listening begins before the question, or an answer could pass between the two. Only what the guest does in its
    // own time is waited for; everything else is done when libvirt's call returns.
    var events: AsyncStream<DomainEvent>?
    if verb == .stop || verb == .reboot {
      events = try await hypervisor.asking(tr("Listening for events")) { () async throws(LibvirtError) in
        try await connection.domainEvents()
      }
    }
    let limit = limit ?? (verb.length == .long ? .seconds(600) : .seconds(60))
    let state = try await state()
    let isSaved = try await asking(tr("Reading the state")) { domain throws(LibvirtError) in
      try domain.hasManagedSave
    }
    switch verb.transition(from: state, isSaved: isSaved) {
    case .alreadyThere: return .alreadyThere(state)
    case .impossible(let first): throw .impossible(machine: name, state: state, verb: verb, first: first)
    case .perform: break
    }
    if verb.startsQEMU {
      try await waitForOtherCommands(to: verb)
      try await refuseStartOfBase()
      try await refuseHandOver()
    }
    let devices = verb == .stop || verb == .forceStop ? await devicesToReturn() : []
    do {
      try await ask(for: verb, from: state, within: limit)
    } catch {
      return try await outcome(of: verb, from: state, isSaved: isSaved, failedWith: error)
    }
    if let events { try await wait(for: verb, events: events, limit: limit) }
    try await seeReturned(devices)
    return .done(wasSaved: isSaved)
  }

  /// Refuses to start what another command of ours copies or changes: a copy of a disk that is written to is of no use.
  private func waitForOtherCommands(to verb: LifecycleVerb) async throws(NeuronError) {
    do throws(NeuronError) {
      try await locked(for: tr("“neuron-vm %1$@”", verb.command), within: .seconds(5)) {}
    } catch {
      // Where nothing can be locked, nothing is held.
      if case .file = error { return }
      throw error
    }
  }

  /// What a failed request means: somebody else, or the guest, may have changed the state after it was read.
  private func outcome(
    of verb: LifecycleVerb, from old: MachineState, isSaved: Bool, failedWith error: NeuronError
  ) async throws(NeuronError) -> LifecycleOutcome {
    if Task.isCancelled { throw .stoppedWaiting(machine: name, verb: verb) }
    let state = try await stateOrGone()
    guard state != old else { throw error }
    switch verb.transition(from: state, isSaved: isSaved) {
    case .alreadyThere: return .alreadyThere(state)
    case .impossible(let first): throw .impossible(machine: name, state: state, verb: verb, first: first)
    case .perform: throw error
    }
  }

  private func ask(
    for verb: LifecycleVerb, from state: MachineState, within limit: Duration
  ) async throws(NeuronError) {
    let name = name
    let (begun, moment) = (ContinuousClock.now, Date.now)
    do throws(NeuronError) {
      // The limit of what the guest does in its own time begins when it has been asked.
      let deadline = verb.length == .long ? limit : nil
      try await asking(tr("“neuron-vm %1$@”", verb.command), verb.length, deadline: deadline) {
        domain throws(LibvirtError) in
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
    } catch {
      // A daemon that is silent altogether is another matter than a start that takes longer than it may.
      if case .noAnswer = error, verb.length == .long, begun.duration(to: .now) >= limit {
        throw .timedOut(machine: name, verb: verb, after: limit)
      }
      throw verb.startsQEMU ? await withReason(error, since: moment) : error
    }
  }

  /// Waits until the guest has shut down or restarted.
  private func wait(
    for verb: LifecycleVerb, events: AsyncStream<DomainEvent>, limit: Duration
  ) async throws(NeuronError) {
    let outcome = await withTaskGroup(of: Result<Bool, NeuronError>.self) { group in
      group.addTask {
        do throws(NeuronError) {
          if try await isOver(verb) { return .success(true) }
          for await event in events where event.concerns(id) {
            if verb == .reboot, case .domain(_, _, .rebooted) = event { return .success(true) }
            if try await isOver(verb) { return .success(true) }
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
    if Task.isCancelled { throw .stoppedWaiting(machine: name, verb: verb) }
    guard try outcome.get() else { throw .timedOut(machine: name, verb: verb, after: limit) }
  }

  /// Whether there is nothing left to wait for.
  private func isOver(_ verb: LifecycleVerb) async throws(NeuronError) -> Bool {
    let state = try await stateOrGone()
    guard !state.isActive else { return false }
    // The guest took the wish to restart for one to end.
    guard verb == .stop else { throw .impossible(machine: name, state: state, verb: verb, first: .start) }
    return true
  }

  /// The state; a machine that has gone is off: one without a definition ends with its last instruction.
  public func stateOrGone() async throws(NeuronError) -> MachineState {
    do {
      return try await state()
    } catch {
      guard case .machineNotFound = error else { throw error }
      return .shutOff
    }
  }

  /// Whether the machine starts with its host.
  public func autostart() async throws(NeuronError) -> Bool {
    try await asking(tr("Reading the state")) { domain throws(LibvirtError) in try domain.startsAutomatically }
  }

  /// Sets whether the machine starts with its host; says whether that changed anything.
  public func setAutostart(_ wanted: Bool) async throws(NeuronError) -> LifecycleOutcome {
    if try await autostart() == wanted { return .alreadyThere(try await state()) }
    _ = try await changing(tr("set autostart of “%1$@”", name)) { _ throws(NeuronError) in
      try await asking(tr("Changing autostart")) { domain throws(LibvirtError) in
        try domain.setStartsAutomatically(wanted)
      }
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

extension LifecycleVerb {
  /// Whether a QEMU begins with it.
  fileprivate var startsQEMU: Bool { [.start, .startPaused, .restore].contains(self) }

  /// Whether the hypervisor has work for seconds or minutes with it.
  fileprivate var length: CallLength {
    switch self {
    case .start, .startPaused, .save, .restore, .forceStop: .long
    case .stop, .pause, .resume, .reboot, .reset: .quick
    }
  }
}
