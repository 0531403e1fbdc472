internal import CLibvirt

extension Connection {
  /// Runs `body` with the libvirt connection on a call thread.
  func call<Value: Sendable>(
    _ length: CallLength = .quick, deadline: Duration? = nil,
    _ body: @escaping @Sendable (virConnectPtr) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    try await callWithHandle(length, deadline: deadline) { handle throws(LibvirtError) in try body(handle.pointer) }
  }

  /// The same for calls whose result stays tied to the handle: streams and registrations.
  ///
  /// - Parameter isBulk: Whether many bytes follow the call, which therefore never shares the first connection.
  func callWithHandle<Value: Sendable>(
    _ length: CallLength = .quick, deadline: Duration? = nil, isBulk: Bool = false,
    _ body: @escaping @Sendable (ConnectionHandle) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    let deadline = deadline ?? length.standardDeadline
    let end = ContinuousClock.now.advanced(by: deadline)
    let lease = try await lease(for: length, isBulk: isBulk, deadline: deadline)
    let handle = lease.handle
    handle.heartbeat.begin(handle)
    defer { handle.heartbeat.end(handle) }
    return try await CallThreads.shared.run(
      in: length == .quick ? handle.quickLane : handle.longLane, of: handle.closeNotice,
      deadline: ContinuousClock.now.duration(to: end)
    ) {
      defer { lease.end() }
      return handle.perform { _ throws(LibvirtError) in try body(handle) }
    }
  }

  /// Whether a long call has found the first connection in use.
  var hasSecondConnection: Bool { state.withLock { $0.second != nil } }

  private func lease(for length: CallLength, isBulk: Bool, deadline: Duration) async throws(LibvirtError) -> Lease {
    switch state.withLock({ choose(for: length, isBulk: isBulk, &$0) }) {
    case .use(let lease): return lease
    case .closed: throw .closed
    case .openSecond(let fallback):
      let patience = min(deadline, .seconds(30))
      let sibling = fallback.handle.closeNotice
      guard let opened = try? await ConnectionOpening.shared.open(target, deadline: patience, beside: sibling) else {
        // Better a shared connection than none: a second login may be refused where the first was granted.
        return fallback
      }
      return state.withLock { state in
        guard state.first != nil else { return fallback }
        // Two calls may have opened one each: the later one is dropped, and closed by that.
        let second = state.second.flatMap { $0.isAlive ? $0 : nil } ?? opened
        state.second = second
        return Lease(second)
      }
    }
  }

  private enum Choice {
    case use(Lease)
    case openSecond(fallback: Lease)
    case closed
  }

  private func choose(for length: CallLength, isBulk: Bool, _ state: inout State) -> Choice {
    guard let first = state.first else { return .closed }
    if length == .long, first.hasDaemon, isBulk || state.callsOnFirst > 0 {
      if let second = state.second, second.isAlive { return .use(Lease(second)) }
      return .openSecond(fallback: Lease(first))
    }
    state.callsOnFirst += 1
    return .use(
      Lease(first) { [weak self] in
        self?.state.withLock { $0.callsOnFirst -= 1 }
      })
  }
}

/// Keeps a handle for one call and says when the call is over, also when it never began.
private final class Lease: Sendable {
  let handle: ConnectionHandle
  private let onEnd: Monitor<(@Sendable () -> Void)?>

  init(_ handle: ConnectionHandle, onEnd: (@Sendable () -> Void)? = nil) {
    self.handle = handle
    self.onEnd = Monitor(onEnd)
  }

  deinit { end() }

  func end() {
    let action = onEnd.withLock { action in
      defer { action = nil }
      return action
    }
    action?()
  }
}
