/// The threads on which blocking calls run: never the cooperative pool, never a dispatch queue.
///
/// They are made when there is work, at most ``limit`` of them, and end after being idle for a while.
final class CallThreads: Sendable {
  static let shared = CallThreads(limit: 64, idleTime: .seconds(5))

  private struct Job {
    let lane: CallLane
    let run: @Sendable () -> Void
  }

  private struct State {
    var ready: [Job] = []
    var threads = 0
    var idle = 0
  }

  private let monitor = Monitor(State())
  private let limit: Int
  private let idleTime: Duration

  init(limit: Int, idleTime: Duration) {
    self.limit = limit
    self.idleTime = idleTime
  }

  /// Runs `work` on a thread as soon as the lane and the pool have room.
  func submit(to lane: CallLane, _ work: @escaping @Sendable () -> Void) {
    let (mustStart, mustWake) = monitor.withLock { state -> (Bool, Bool) in
      guard lane.running < lane.limit else {
        lane.waiting.append(work)
        return (false, false)
      }
      lane.running += 1
      state.ready.append(Job(lane: lane, run: work))
      guard state.ready.count > state.idle, state.threads < limit else { return (false, true) }
      state.threads += 1
      return (true, false)
    }
    if mustStart {
      startThread()
    } else if mustWake {
      monitor.signal()
    }
  }

  /// Runs `body` on a thread and gives its result to the caller, who may have left by then: the result is then released.
  ///
  /// When `connection` is lost the caller gets that for an answer; the thread stays in libvirt as long as libvirt does.
  func run<Value: Sendable>(
    in lane: CallLane, of connection: CloseNotice, deadline: Duration?,
    _ body: @escaping @Sendable () -> Result<Value, LibvirtError>
  ) async throws(LibvirtError) -> Value {
    let answer = PendingAnswer<Value>()
    let observer = connection.add { reason in
      if reason != .client { answer.give(.failure(.connectionLost)) }
    }
    defer { connection.remove(observer) }
    submit(to: lane) {
      guard !answer.isAnswered else { return }
      answer.give(body())
    }
    return try await answer.value(deadline: deadline)
  }

  private func startThread() {
    guard !DetachedThread.start({ self.work() }) else { return }
    // No thread to be had now: the next one that becomes free, or the next submission, takes the job.
    monitor.withLock { $0.threads -= 1 }
  }

  private func work() {
    while let job = nextJob() {
      job.run()
      finished(job.lane)
    }
  }

  private func nextJob() -> Job? {
    let idleUntil = MonotonicTime.after(idleTime)
    var isCounted = false
    return monitor.wait { state in
      if !state.ready.isEmpty {
        if isCounted { state.idle -= 1 }
        return .finish(state.ready.removeFirst())
      }
      guard MonotonicTime.now < idleUntil else {
        if isCounted { state.idle -= 1 }
        state.threads -= 1
        return .finish(nil)
      }
      if !isCounted {
        isCounted = true
        state.idle += 1
      }
      return .wait(until: idleUntil)
    }
  }

  private func finished(_ lane: CallLane) {
    monitor.withLock { state in
      if lane.waiting.isEmpty {
        lane.running -= 1
      } else {
        state.ready.append(Job(lane: lane, run: lane.waiting.removeFirst()))
      }
    }
  }
}
