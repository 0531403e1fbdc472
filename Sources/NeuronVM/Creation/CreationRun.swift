import Journal
import Libvirt
import MachineModel
import Text
import XML

/// Performs a creation plan as a transaction: all of it, or nothing.
struct CreationRun: Sendable {
  let hypervisor: Hypervisor
  let plan: CreationPlan
  let progress: @Sendable (CreationProgress) async -> Void

  private var connection: Connection { hypervisor.connection }

  /// The answers that say that an object of that name was there before.
  private static let meansSomebodyElses: Set<LibvirtError.Code> = [.storageVolumeExists, .domainExists]

  /// Performs the steps; on any failure, and when the task is cancelled, undoes those done and throws why.
  func perform() async throws(NeuronError) -> Machine {
    let transaction = try hypervisor.beginTransaction(tr("create “%1$@”", plan.name))
    do throws(NeuronError) {
      for step in plan.steps where !step.isAfterTransaction {
        if Task.isCancelled { throw .cancelled }
        try await perform(step, in: transaction)
      }
      if Task.isCancelled { throw .cancelled }
      try writing { () throws(JournalError) in try transaction.finish() }
    } catch {
      await progress(.undoing)
      try await undo(transaction, because: error)
      throw error
    }
    let machine = Machine(hypervisor: hypervisor, id: plan.id, name: plan.name.description)
    // The machine is there and running: what follows is help, and its failure undoes nothing.
    for step in plan.steps where step.isAfterTransaction {
      await progress(.begins(step))
      if case .pressKey(let time) = step { await machine.pressKeyForBootLoader(during: time) }
      await progress(.done(step))
    }
    return machine
  }

  private func perform(
    _ step: CreationStep, in transaction: Transaction<UndoAction>
  ) async throws(NeuronError) {
    if let undo = step.undo { try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: undo) } }
    await progress(.begins(step))
    do {
      try await act(step)
    } catch {
      // An object of that name that was there before is not ours to undo.
      if Self.meansSomebodyElses.contains(error.code) {
        try writing { () throws(JournalError) in try transaction.didNotPerform() }
      }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: step.title)
    }
    await progress(.done(step))
  }

  private func act(_ step: CreationStep) async throws(LibvirtError) {
    switch step {
    case .definePool(let name, let path):
      _ = try await connection.defineStoragePool(StoragePoolDefinition(name: name, path: path).element.textForLibvirt())
      try await connection.withStoragePool(named: name, .long) { pool throws(LibvirtError) in try pool.build() }
    case .startPool(let name):
      try await connection.withStoragePool(named: name, .long) { pool throws(LibvirtError) in
        try pool.start()
        try pool.setStartsAutomatically(true)
      }
    case .startNetwork(let name):
      try await connection.withNetwork(named: name, .long) { network throws(LibvirtError) in try network.start() }
    case .createDisk(let pool, let volume, let size):
      let xml = try DiskVolumeDefinition(name: volume, capacity: size).element.textForLibvirt()
      try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        _ = try pool.createVolume(xml)
      }
    case .define:
      _ = try await connection.define(plan.xml, validate: true)
    case .start:
      try await connection.withDomain(plan.id, .long) { domain throws(LibvirtError) in
        try domain.start(paused: false)
      }
    case .pressKey:
      break
    }
  }

  /// Undoes outside of the cancelled task: an undo must run to its end.
  private func undo(
    _ transaction: Transaction<UndoAction>, because error: NeuronError
  ) async throws(NeuronError) {
    let rollback = Rollback(connection: connection)
    let failures = await Task { await rollback.undo(transaction.actions) }.value.failures
    guard failures.isEmpty else {
      throw .undoFailed([error.message] + [error.detail].compactMap { $0 } + failures)
    }
    try writing { () throws(JournalError) in try transaction.finish() }
  }
}

extension CreationStep {
  /// Whether the step comes when the machine is made and there is nothing left to undo.
  var isAfterTransaction: Bool { if case .pressKey = self { true } else { false } }
}
