import Libvirt
import MachineModel
import Synchronization

/// One move by libvirt, watched: how far it is, whether it takes too long, and whether the user wants it to end.
struct RunningMigration: Sendable {
  let machine: Machine
  let target: Connection
  let options: MigrationOptions
  let disks: [String]
  let address: String?

  /// How it ended; but for the first the machine is at its source.
  enum Outcome: Sendable {
    case moved
    case stopped
    case timedOut
    /// The target's libvirt has gone; its QEMU may go on taking what is sent, for nothing.
    case targetLost
    case failed(LibvirtError)
  }

  /// Statistics have no event; nobody reads them faster.
  private static let pause = Duration.milliseconds(500)
  /// How long libvirt may take to end what it is asked to end when the time is over.
  private static let longestEnd = Duration.seconds(60)

  func perform(
    until end: ContinuousClock.Instant, progress: @escaping @Sendable (MigrationProgress) async -> Void
  ) async -> Outcome {
    // Not a part of this task: a move that nobody listens to any more would go on, so it is ended, and waited for.
    let left = ContinuousClock.now.duration(to: end) + Self.longestEnd
    let work = Task { await migrate(within: left) }
    let reason = Mutex<Outcome?>(nil)
    let (wishes, wish) = AsyncStream<Outcome>.makeStream()
    let ending = Task {
      for await first in wishes {
        reason.withLock { $0 = first }
        await abort()
      }
    }
    let clock = Task {
      try? await Task.sleep(until: end, clock: .continuous)
      if !Task.isCancelled { wish.yield(.timedOut) }
    }
    let watch = Task {
      if (try? await target.closed()) != nil { wish.yield(.targetLost) }
    }
    let sampling = Task { await sample(progress) }
    let result = await withTaskCancellationHandler {
      await work.value
    } onCancel: {
      wish.yield(.stopped)
    }
    for task in [ending, clock, watch, sampling] { task.cancel() }
    await sampling.value
    switch result {
    case .success: return .moved
    case .failure(let error): return reason.withLock { $0 } ?? .failed(error)
    }
  }

  /// Has libvirt do it, once more when it is still busy with the end of an earlier move that was broken off.
  private func migrate(within limit: Duration) async -> Result<Void, LibvirtError> {
    var attempt = 0
    while true {
      attempt += 1
      let begun = ContinuousClock.now
      do throws(LibvirtError) {
        try await machine.connection.migrate(
          machine.id, to: target, options, disks: disks, address: address, deadline: limit)
        return .success(())
      } catch {
        // Refused at once, and nothing has happened yet.
        let isRefusal = begun.duration(to: .now) < .seconds(1) && error.code == .operationInvalid
        guard isRefusal, attempt < 20 else { return .failure(error) }
      }
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Asks libvirt to end the move until it is over: before the copying begins there is nothing yet that could end.
  private func abort() async {
    while !Task.isCancelled {
      _ = try? await machine.connection.withDomain(machine.id) { domain throws(LibvirtError) in try domain.abortJob() }
      try? await Task.sleep(for: Self.pause)
    }
  }

  private func sample(_ progress: @Sendable (MigrationProgress) async -> Void) async {
    while !Task.isCancelled {
      // A machine that cannot be asked now may be asked the next time.
      if let job = try? await job(), job.total > 0 {
        await progress(.copied(job.processed, of: max(job.total, job.processed)))
      }
      try? await Task.sleep(for: Self.pause)
    }
  }

  private func job() async throws(LibvirtError) -> DomainJob? {
    try await machine.connection.withDomain(machine.id) { domain throws(LibvirtError) in try domain.job() }
  }
}
