import Libvirt
import MachineModel

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
    case failed(LibvirtError)
  }

  /// Statistics have no event; nobody reads them faster.
  private static let pause = Duration.milliseconds(500)
  /// How long libvirt may take to end what it is asked to end.
  private static let longestEnd = Duration.seconds(60)

  func perform(
    until end: ContinuousClock.Instant, progress: @escaping @Sendable (MigrationProgress) async -> Void
  ) async -> Outcome {
    let (results, giveResult) = AsyncStream<Result<Void, LibvirtError>>.makeStream()
    // Not a part of this task: a move that nobody listens to any more goes on, so it is ended and waited for instead.
    let left = ContinuousClock.now.duration(to: end) + Self.longestEnd * 2
    Task {
      do throws(LibvirtError) {
        try await machine.connection.migrate(
          machine.id, to: target, options, disks: disks, address: address, deadline: left)
        giveResult.yield(.success(()))
      } catch {
        giveResult.yield(.failure(error))
      }
      giveResult.finish()
    }
    let sampling = Task { await sample(progress) }
    let reason = await withTaskGroup(of: Outcome?.self) { group in
      group.addTask { for await result in results { return Self.outcome(result) }; return nil }
      group.addTask {
        try? await Task.sleep(until: end, clock: .continuous)
        return Task.isCancelled ? nil : .timedOut
      }
      // The first that has something to say; a cancelled task has nothing, and that is said here.
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
    sampling.cancel()
    await sampling.value
    switch reason {
    case .moved, .failed: return reason ?? .stopped
    case nil, .stopped: return await ended(results, as: .stopped)
    case .timedOut: return await ended(results, as: .timedOut)
    }
  }

  private static func outcome(_ result: Result<Void, LibvirtError>) -> Outcome {
    switch result {
    case .success: .moved
    case .failure(let error): .failed(error)
    }
  }

  /// Asks libvirt to end the move, and waits until it has; it may have been over before.
  private func ended(_ results: AsyncStream<Result<Void, LibvirtError>>, as reason: Outcome) async -> Outcome {
    await Task {
      let asking = Task {
        // Before the copying begins there is nothing to end yet.
        while !Task.isCancelled {
          _ = try? await machine.connection.withDomain(machine.id) { domain throws(LibvirtError) in try domain.abortJob() }
          try? await Task.sleep(for: Self.pause)
        }
      }
      defer { asking.cancel() }
      let clock = Task {
        try? await Task.sleep(for: Self.longestEnd)
        return
      }
      defer { clock.cancel() }
      for await result in results {
        if case .success = result { return .moved }
        return reason
      }
      return reason
    }.value
  }

  private func sample(_ progress: @Sendable (MigrationProgress) async -> Void) async {
    while !Task.isCancelled {
      if let job = try? await machine.connection.withDomain(machine.id, { domain throws(LibvirtError) in try domain.job() }),
        job.total > 0
      {
        await progress(.copied(job.processed, of: max(job.total, job.processed)))
      }
      try? await Task.sleep(for: Self.pause)
    }
  }
}
