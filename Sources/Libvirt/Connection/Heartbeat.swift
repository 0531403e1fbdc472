internal import CLibvirt

/// Notices that a daemon has stopped answering: while somebody waits for it and it is silent, it is asked something small.
///
/// libvirt's own keepalive is not used: when it gives up while several calls wait, libvirt 9.0 leaves all but one
/// of them in poll(2) with pointers into the stack of a thread that has gone, and crashes when the daemon moves again.
/// Without it the calls stay where they are, harmlessly, until the daemon moves or ends; their callers go on.
final class Heartbeat: Sendable {
  private struct State {
    /// How many wait for the daemon now.
    var interest = 0
    var lastSign: UInt64 = 0
    var isTimed = false
    var isAsking = false
  }

  private enum Action {
    case none
    case ask
    case giveUp
  }

  private let state = Monitor(State())
  private let interval: UInt64
  private let patience: UInt64
  private let lane = CallLane(limit: 1)

  init(_ keepAlive: KeepAlive) {
    interval = UInt64(keepAlive.wholeSeconds) * 1_000_000_000
    patience = interval * (UInt64(keepAlive.count) + 1)
  }

  /// Somebody waits for the daemon from now on.
  func begin(_ handle: ConnectionHandle) {
    guard handle.hasDaemon else { return }
    let first = state.withLock { state -> UInt64? in
      state.interest += 1
      if state.interest == 1 { state.lastSign = MonotonicTime.now }
      guard !state.isTimed else { return nil }
      state.isTimed = true
      return state.lastSign + interval
    }
    if let first { look(at: first, handle) }
  }

  /// One who waited does so no longer; each ``begin(_:)`` has one of these.
  func end(_ handle: ConnectionHandle) {
    guard handle.hasDaemon else { return }
    state.withLock { $0.interest -= 1 }
  }

  /// The daemon has answered somebody.
  func answered() { state.withLock { $0.lastSign = MonotonicTime.now } }

  private func look(at instant: UInt64, _ handle: ConnectionHandle) {
    // The identifier is not kept: a look that nobody needs any more ends by itself.
    _ = Deadlines.shared.add(at: instant) { [weak self, weak handle] in
      guard let self, let handle else { return }
      tick(handle)
    }
  }

  private func tick(_ handle: ConnectionHandle) {
    let now = MonotonicTime.now
    let (action, next) = state.withLock { state -> (Action, UInt64?) in
      let silence = now - min(state.lastSign, now)
      guard state.interest > 0, silence < patience else {
        state.isTimed = false
        return (state.interest > 0 ? .giveUp : .none, nil)
      }
      guard silence >= interval else { return (.none, state.lastSign + interval) }
      defer { state.isAsking = true }
      return (state.isAsking ? .none : .ask, now + interval)
    }
    switch action {
    case .none: break
    case .ask: ask(handle)
    case .giveUp: handle.closeNotice.ended(.keepAlive)
    }
    if let next { look(at: next, handle) }
  }

  private func ask(_ handle: ConnectionHandle) {
    CallThreads.shared.submit(to: lane) {
      // The answer itself does not matter, nor whether it is an error: somebody answered, or the connection is broken.
      let result = handle.perform { connection throws(LibvirtError) in
        var version: UInt = 0
        try check(virConnectGetLibVersion(connection, &version))
      }
      self.state.withLock { $0.isAsking = false }
      if case .failure(let error) = result, error.code == .connectionLost { return }
      self.answered()
    }
  }
}
