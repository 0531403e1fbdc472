internal import CLibvirt

/// A connection to a hypervisor, shared freely by any number of tasks.
///
/// Every call runs on a thread of the library's own and never blocks the caller's executor. A call ends for its caller
/// when its answer comes, its deadline passes or its task is cancelled, whichever is first; in the last two cases the
/// daemon may still do it.
/// When the daemon goes away the connection stays broken: calls fail with
/// ``LibvirtError/Code-swift.struct/connectionLost``, ``closed()`` returns, and the owner opens a new one.
public final class Connection: Sendable {
  struct State {
    /// nil once closed.
    var first: ConnectionHandle?
    /// Carries long calls; nil until one finds the first connection in use.
    var second: ConnectionHandle?
    /// Calls under way on the first connection.
    var callsOnFirst = 0
  }

  let state: Monitor<State>
  let target: ConnectionOpening.Target
  /// Of the first connection.
  private let closeNotice: CloseNotice

  init(_ handle: ConnectionHandle, target: ConnectionOpening.Target) {
    state = Monitor(State(first: handle))
    closeNotice = handle.closeNotice
    self.target = target
  }

  /// Connects to `uri`.
  ///
  /// libvirt offers no way to interrupt a connect: when `deadline` passes the caller goes on with
  /// ``LibvirtError/Code-swift.struct/deadlineExceeded``, while one thread for each URI stays in the attempt; later calls
  /// with the same URI wait for that attempt and take over what comes of it.
  ///
  /// - Parameters:
  ///   - uri: Such as `qemu:///system`, `qemu:///session`, `test:///default` or a remote one.
  ///   - readOnly: Whether only reading calls will be made; libvirtd then asks for no authentication.
  public static func open(
    _ uri: String, readOnly: Bool = false, keepAlive: KeepAlive = .standard, deadline: Duration = .seconds(30)
  ) async throws(LibvirtError) -> Connection {
    let target = ConnectionOpening.Target(uri: uri, readOnly: readOnly, keepAlive: keepAlive)
    return Connection(try await ConnectionOpening.shared.open(target, deadline: deadline), target: target)
  }

  /// Whether the connection stands; a local look that asks nobody, so a stopped daemon is noticed by the keepalive only.
  public var isAlive: Bool { state.withLock { $0.first }?.isAlive ?? false }

  /// Whether the connection was opened for reading only.
  public var isReadOnly: Bool { target.readOnly }

  /// Closes the connection: calls from now on fail with ``LibvirtError/Code-swift.struct/closed``, event streams end.
  ///
  /// Returns when libvirt has let go of it, or at the deadline; calls that are still under way then finish in the background.
  /// Dropping the last reference does the same without waiting.
  public func close(deadline: Duration = .seconds(5)) async {
    let isGone = end()
    let end = ContinuousClock.now.advanced(by: deadline)
    for answer in isGone {
      // Nothing to do about a close that takes longer: it goes on without us.
      _ = try? await answer.value(deadline: ContinuousClock.now.duration(to: end))
    }
  }

  /// Lets go of the handles, and says so to those who watch them; a function of its own so that nothing here keeps them.
  private func end() -> [PendingAnswer<Void>] {
    let handles = state.withLock { state in
      defer { (state.first, state.second) = (nil, nil) }
      return [state.first, state.second].compactMap { $0 }
    }
    for handle in handles { handle.closeNotice.ended(.client) }
    return handles.map(\.isGone)
  }

  /// Waits until the connection ends, whoever ends it, and says why.
  ///
  /// Throws ``LibvirtError/Code-swift.struct/cancelled`` when the task is cancelled first.
  public func closed() async throws(LibvirtError) -> CloseReason {
    let answer = PendingAnswer<CloseReason>()
    let observer = closeNotice.add { answer.give(.success($0)) }
    defer { closeNotice.remove(observer) }
    let handle = state.withLock { $0.first }
    handle.map { $0.heartbeat.begin($0) }
    defer { handle.map { $0.heartbeat.end($0) } }
    if let handle {
      // Not waited for: on a daemon that does not answer the registration itself may hang.
      CallThreads.shared.submit(to: handle.quickLane) { handle.watchClosing() }
    }
    return try await answer.value(deadline: nil)
  }
}
