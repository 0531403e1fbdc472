import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text

/// Performs the plan of a move: afterwards the machine is at exactly one of the two places, whole.
struct MigrationRun: Sendable {
  let machine: Machine
  let target: Hypervisor
  let plan: MigrationPlan
  let request: MigrationRequest
  let limit: Duration
  let progress: @Sendable (MigrationProgress) async -> Void

  private var source: Hypervisor { machine.hypervisor }

  /// Performs the steps; on any failure, and when the task is cancelled, what was made is removed and the machine stays.
  func perform() async throws(NeuronError) -> Machine {
    let end = ContinuousClock.now.advanced(by: limit)
    // The target's part first: the source's one looks after it when this process dies.
    let arriving = try target.beginTransaction(tr("receive “%1$@”", plan.name))
    let leaving = try source.beginTransaction(tr("move “%1$@” to %2$@", plan.name, plan.target))
    do throws(NeuronError) {
      try will(.finishMove(machine: plan.id, target: plan.target, keepsSource: plan.keepsSource), in: leaving)
      var hasArrived = false
      for step in plan.steps {
        // Once it is there, nothing leads back.
        if Task.isCancelled, !hasArrived { throw notMoved(.stopped) }
        await progress(.begins(step))
        try await perform(step, in: arriving, until: end)
        if step.movesMachine { hasArrived = true }
        await progress(.done(step))
      }
    } catch {
      await progress(.undoing)
      throw await undo(arriving, leaving, because: error)
    }
    try writing { () throws(JournalError) in try arriving.finish() }
    try writing { () throws(JournalError) in try leaving.finish() }
    return Machine(hypervisor: target, id: plan.id, name: plan.name)
  }

  private func will(_ undo: UndoAction, in transaction: Transaction<UndoAction>) throws(NeuronError) {
    try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: undo) }
  }

  private func perform(
    _ step: MigrationStep, in arriving: Transaction<UndoAction>, until end: ContinuousClock.Instant
  ) async throws(NeuronError) {
    switch step {
    case .createDisk(let disk): try await create(disk, in: arriving)
    case .copyDisk(let disk):
      try await DiskTransfer(from: source.connection, to: target.connection, disk: disk, end: end, limit: limit)
        .perform(
          progress: progress, stopped: { notMoved($0) })
    case .moveRunning(let disks): try await move(copying: disks, until: end)
    case .moveDefinition: try await move(copying: [], until: end)
    case .startWithHost:
      // The machine has arrived: that it does not start by itself there is no reason to undo anything.
      let moved = Machine(hypervisor: target, id: plan.id, name: plan.name)
      await Task { _ = try? await moved.setAutostart(true) }.value
    }
  }

  private func create(_ disk: MigrationDisk, in arriving: Transaction<UndoAction>) async throws(NeuronError) {
    try will(
      .removeCopiedDisk(pool: disk.pool, volume: disk.volume, size: disk.capacity.bytes, machine: plan.id), in: arriving
    )
    let definition = DiskVolumeDefinition(name: disk.volume, capacity: disk.capacity, format: disk.format)
    do throws(LibvirtError) {
      try await toItsEnd { () async throws(LibvirtError) in
        let xml = try definition.element.textForLibvirt()
        try await target.connection.withStoragePool(named: disk.pool, .long) { pool throws(LibvirtError) in
          _ = try pool.createVolume(xml)
        }
      }
    } catch {
      // libvirt says the second of a file that it had not listed: neither is ours to remove.
      if [.storageVolumeExists, .operationInvalid].contains(error.code) {
        try writing { () throws(JournalError) in try arriving.didNotPerform() }
      }
      throw notMoved(.failed, error.message)
    }
  }

  /// Has libvirt move the machine, and watches over it.
  private func move(copying disks: [MigrationDisk], until end: ContinuousClock.Instant) async throws(NeuronError) {
    let migration = RunningMigration(
      machine: machine, target: target.connection, options: options(copying: disks), disks: disks.map(\.device),
      address: address)
    let limit = limit
    switch await migration.perform(until: end, progress: progress) {
    case .moved: return
    case .stopped: throw notMoved(.stopped)
    case .timedOut: throw notMoved(.timedOut(limit))
    case .targetLost: throw notMoved(.targetLost)
    case .failed(let error):
      switch error.code {
      case .migrationUnsafe: throw notMoved(.unsafe, error.message)
      case .connectionLost, .closed, .deadlineExceeded, .rpc: throw notMoved(.lost, error.message)
      default: throw notMoved(.failed, error.message)
      }
    }
  }

  private func options(copying disks: [MigrationDisk]) -> MigrationOptions {
    var options: MigrationOptions = plan.isLive ? [.live, .slowsGuest, .endsOnError, .protectsDefinition] : [.offline]
    if plan.isPersistent {
      options.insert(.persistent)
      if !plan.keepsSource { options.insert(.undefinesSource) }
    }
    if !disks.isEmpty { options.insert(.copiesDisks) }
    if request.encrypts, plan.isLive { options.insert(.encrypts) }
    return options
  }

  /// Where the target listens for the source; nil lets libvirt take the target's name for itself.
  ///
  /// A name without a point may be one that only this user's ssh knows.
  private var address: String? {
    guard plan.isLive else { return nil }
    let host = request.address ?? target.choice.host.flatMap { $0.contains(".") || $0.contains(":") ? $0 : nil }
    return host.map { "tcp://" + $0 }
  }

  private func notMoved(_ why: MigrationFailure, _ detail: String = "") -> NeuronError {
    .notMoved(machine: plan.name, state: plan.state, why: why, detail: detail)
  }

  /// Undoes outside of the cancelled task: an undo must run to its end.
  private func undo(
    _ arriving: Transaction<UndoAction>, _ leaving: Transaction<UndoAction>, because error: NeuronError
  ) async -> NeuronError {
    await Task { () async -> NeuronError in
      let here = await Rollback(source).undo(leaving.actions)
      let there = await Rollback(target).undo(arriving.actions)
      let failures = here.failures + there.failures
      guard failures.isEmpty else { return .undoFailed(failures, cause: error) }
      do throws(NeuronError) {
        try writing { () throws(JournalError) in try arriving.finish() }
        try writing { () throws(JournalError) in try leaving.finish() }
      } catch let failure {
        return failure
      }
      // As it is now, in its words.
      guard case .notMoved(let name, _, let why, let detail) = error, let state = try? await machine.state() else {
        return error
      }
      return .notMoved(machine: name, state: state, why: why, detail: detail)
    }.value
  }
}
