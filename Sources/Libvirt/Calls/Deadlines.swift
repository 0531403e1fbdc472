/// Runs a small action when an instant is reached: one thread for all, alive only while something is pending.
final class Deadlines: Sendable {
  static let shared = Deadlines()

  private struct Entry {
    let instant: UInt64
    let expire: @Sendable () -> Void
  }

  private struct State {
    var entries: [UInt64: Entry] = [:]
    var lastID: UInt64 = 0
    var isRunning = false
    /// When the thread looks next; later entries need not wake it.
    var nextLook = UInt64.max
  }

  private let monitor = Monitor(State())
  /// How long the thread stays when nothing is pending, so that a series of calls does not start one each.
  private static let idleTime = Duration.seconds(2)

  /// Calls `expire` at `instant`, on the deadlines' thread: it must not block.
  func add(at instant: UInt64, expire: @escaping @Sendable () -> Void) -> UInt64 {
    let (id, mustStart, mustWake) = monitor.withLock { state in
      state.lastID += 1
      state.entries[state.lastID] = Entry(instant: instant, expire: expire)
      let mustStart = !state.isRunning
      state.isRunning = true
      return (state.lastID, mustStart, instant < state.nextLook)
    }
    if mustStart, !DetachedThread.start({ self.run() }) {
      monitor.withLock { $0.isRunning = false }
    } else if mustWake {
      monitor.signal()
    }
    return id
  }

  /// Forgets a deadline; one that has passed is no mistake.
  func remove(_ id: UInt64) {
    monitor.withLock { $0.entries[id] = nil }
  }

  private func run() {
    var idleUntil = MonotonicTime.after(Self.idleTime)
    while true {
      let due: [Entry]? = monitor.wait { state in
        let now = MonotonicTime.now
        let due = state.entries.filter { $0.value.instant <= now }
        if !due.isEmpty {
          for id in due.keys { state.entries[id] = nil }
          return .finish(due.values.sorted { $0.instant < $1.instant })
        }
        if let next = state.entries.values.map(\.instant).min() {
          idleUntil = MonotonicTime.after(Self.idleTime)
          state.nextLook = next
          return .wait(until: next)
        }
        guard now < idleUntil else {
          state.isRunning = false
          state.nextLook = .max
          return .finish(nil)
        }
        state.nextLook = idleUntil
        return .wait(until: idleUntil)
      }
      guard let due else { return }
      for entry in due { entry.expire() }
    }
  }
}
