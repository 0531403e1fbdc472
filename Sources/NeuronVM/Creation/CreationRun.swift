import Files
import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text

/// Performs a creation plan as a transaction: all of it, or nothing.
struct CreationRun: Sendable {
  let hypervisor: Hypervisor
  let plan: CreationPlan
  let progress: @Sendable (CreationProgress) async -> Void
  /// Looks, before the machine is defined, whether what it is made of still holds.
  var check: @Sendable () async throws(NeuronError) -> Void = { () async throws(NeuronError) in }

  private var connection: Connection { hypervisor.connection }

  /// Performs the steps; on any failure, and when the task is cancelled, undoes those done and throws why.
  func perform() async throws(NeuronError) -> Machine {
    let transaction = try hypervisor.beginTransaction(tr("create “%1$@”", plan.name))
    let machine = Machine(hypervisor: hypervisor, id: plan.id, name: plan.name.description)
    let begun = Date.now
    do throws(NeuronError) {
      for stage in plan.stages {
        if Task.isCancelled { throw .cancelled }
        if case .define = stage.last { try await check() }
        if stage.count > 1 {
          try await alone { () async throws(NeuronError) in try await perform(stage, in: transaction) }
        } else {
          try await perform(stage, in: transaction)
        }
      }
      if Task.isCancelled { throw .cancelled }
      try writing { () throws(JournalError) in try transaction.finish() }
    } catch {
      // Before the undo, which takes the machine that the log is about.
      let error = await machine.withReason(error, since: begun)
      await progress(.undoing)
      try await undo(transaction, because: error)
      throw error
    }
    // The machine is there and running: what follows is help, and its failure undoes nothing.
    for step in plan.steps where step.isAfterTransaction {
      await progress(.begins(step))
      if case .pressKey(let time) = step { await machine.pressKeyForBootLoader(during: time) }
      await progress(.done(step))
    }
    return machine
  }

  /// Runs `body` while no other command of this user makes a machine of that name: of two that do several things at once
  /// each could win one of them, and then none has all.
  private func alone(_ body: () async throws(NeuronError) -> Void) async throws(NeuronError) {
    let key = SHA256Digest(of: Array("\(hypervisor.choice.uri)\n\(plan.name)".utf8))
    let lock: FileLock?
    do throws(JournalError) {
      let path = hypervisor.statePath("locks") + "/new-\(key).lock"
      lock = try await FileLock.take(path, for: tr("create “%1$@”", plan.name), within: .seconds(30))
    } catch {
      throw NeuronError(error)
    }
    guard let lock else { throw Task.isCancelled ? .cancelled : .machineExists(plan.name.description) }
    defer { lock.release() }
    try await body()
  }

  /// Performs steps that do not need each other, all at once.
  private func perform(
    _ stage: [CreationStep], in transaction: Transaction<UndoAction>
  ) async throws(NeuronError) {
    var announced: [(step: CreationStep, number: Int?)] = []
    for step in stage {
      // Before it is written down: what is there already must not be undone by anybody.
      let action = CreationAction(hypervisor: hypervisor, plan: plan, copied: { _ in })
      if let obstacle = await action.obstacle(to: step) { throw obstacle }
      announced.append((step, try announce(step, in: transaction)))
    }
    for step in stage { await progress(.begins(step)) }
    let results = await withTaskGroup(of: (Int, CreationAction.Outcome).self) { group in
      for (index, step) in stage.enumerated() { group.addTask { (index, await result(of: step)) } }
      return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
    var failure: NeuronError?
    for ((step, number), result) in zip(announced, results) {
      let error = try settle(step, number, result, in: transaction)
      failure = failure ?? error
    }
    if let failure { throw failure }
    for step in stage { await progress(.done(step)) }
  }

  /// Writes down how a step is undone; nil when there is nothing to undo.
  private func announce(
    _ step: CreationStep, in transaction: Transaction<UndoAction>
  ) throws(NeuronError) -> Int? {
    guard let undo = step.undo else { return nil }
    return try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: undo) }
  }

  private func result(of step: CreationStep) async -> CreationAction.Outcome {
    let progress = progress
    let action = CreationAction(hypervisor: hypervisor, plan: plan) { await progress(.copied(step, bytes: $0)) }
    return step.canBeStopped ? await action.perform(step) : await finished(step, by: action)
  }

  /// Takes back what had no effect, or is not ours to undo; returns why the step failed, nil when it did not.
  private func settle(
    _ step: CreationStep, _ number: Int?, _ result: CreationAction.Outcome, in transaction: Transaction<UndoAction>
  ) throws(NeuronError) -> NeuronError? {
    func withdraw() throws(NeuronError) {
      guard let number else { return }
      try writing { () throws(JournalError) in try transaction.didNotPerform(number) }
    }
    switch result {
    case .performed: return nil
    case .wasThere:
      try withdraw()
      return nil
    case .taken(let error):
      // What was there before is not ours to undo.
      try withdraw()
      return error
    case .broken(let error): return error
    case .full(let error): return .diskFull(detail: error.message)
    case .failed(let error, let beforeItBegan):
      if beforeItBegan { try withdraw() }
      return NeuronError(error, at: hypervisor.choice.uri, doing: step.title)
    }
  }

  /// libvirt finishes what it has begun, whoever still listens: to be undone, a step must be over.
  private func finished(_ step: CreationStep, by action: CreationAction) async -> CreationAction.Outcome {
    let progress = progress
    let work = Task { await action.perform(step) }
    return await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      if step.copiesMuch { Task { await progress(.finishing(step)) } }
    }
  }

  /// Undoes outside of the cancelled task: an undo must run to its end.
  private func undo(
    _ transaction: Transaction<UndoAction>, because error: NeuronError
  ) async throws(NeuronError) {
    let rollback = Rollback(hypervisor)
    if case .keepMachine? = transaction.actions.last {
      // The start failed, or was taken back: the machine is not the user's after all.
      try writing { () throws(JournalError) in try transaction.didNotPerform() }
    }
    let outcome = await Task { await rollback.undo(transaction.actions) }.value
    guard outcome.failures.isEmpty else { throw .undoFailed(outcome.failures, cause: error) }
    try writing { () throws(JournalError) in try transaction.finish() }
  }
}

extension CreationPlan {
  /// The steps of the transaction, in their order; those in one stage do not need each other.
  ///
  /// libvirt makes an empty disk and checks the machine's definition at the same time: neither takes long, so nobody
  /// finds a machine that has no disk yet.
  var stages: [[CreationStep]] {
    steps.reduce(into: []) { stages, step in
      if step.isAfterTransaction { return }
      if case .define = step, case .createDisk = stages.last?.last {
        stages[stages.count - 1].append(step)
      } else {
        stages.append([step])
      }
    }
  }
}

extension CreationStep {
  /// Whether the step comes when the machine is made and there is nothing left to undo.
  var isAfterTransaction: Bool { if case .pressKey = self { true } else { false } }

  /// Whether the step ends at once when its task is cancelled, and can be undone then.
  var canBeStopped: Bool {
    switch self {
    case .copyDisk(let copy): copy.way != .libvirt
    case .verify, .convertImage, .uploadDisk, .placeFile: true
    default: false
    }
  }

  /// How many bytes it copies, as far as it can be told before; 0 for what copies none.
  public var bytesToCopy: UInt64 {
    switch self {
    // QEMU counts the bytes of the disk, holes too.
    case .copyDisk(let copy): copy.way == .convert ? copy.capacity : copy.bytes
    case .convertImage(let image, _): image.capacity
    case .placeFile(_, _, let size, _, _): size
    case .verify(let parts): parts.reduce(0) { $0.adding($1.member.size) }
    default: 0
    }
  }

  /// Whether the step may take minutes.
  var copiesMuch: Bool {
    switch self {
    case .copyDisk, .convertImage, .uploadDisk: true
    default: false
    }
  }
}
