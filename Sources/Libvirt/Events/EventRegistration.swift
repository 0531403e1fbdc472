internal import CLibvirt

/// The callbacks that feed one event stream; libvirt forgets them when this is cancelled or dropped.
///
/// It keeps the connection's handle alive until then, because a callback outlives a careless close.
final class EventRegistration: Sendable {
  typealias Deregister = @Sendable (virConnectPtr, CInt) -> CInt

  private struct State {
    var handle: ConnectionHandle?
    var callbacks: [CInt] = []
    var observer: UInt64?
  }

  private let state: Monitor<State>
  private let deregister: Deregister

  init(on handle: ConnectionHandle, deregister: @escaping Deregister) {
    state = Monitor(State(handle: handle))
    self.deregister = deregister
    handle.heartbeat.begin(handle)
  }

  deinit { cancel() }

  /// Remembers a callback that was registered.
  func add(_ callback: CInt) { state.withLock { $0.callbacks.append(callback) } }

  /// Runs `onEnd` when the connection ends, and cancels the registration then.
  func observeEnd(_ onEnd: @escaping @Sendable () -> Void) {
    guard let handle = state.withLock({ $0.handle }) else { return }
    let observer = handle.closeNotice.add { [weak self] _ in
      onEnd()
      self?.cancel()
    }
    state.withLock { $0.observer = observer }
  }

  /// Forgets the callbacks, in the background; more than once does no harm.
  func cancel() {
    let former = state.withLock { state in
      defer { state = State() }
      return state
    }
    guard let handle = former.handle else { return }
    handle.heartbeat.end(handle)
    handle.closeNotice.remove(former.observer)
    guard !former.callbacks.isEmpty else { return }
    CallThreads.shared.submit(to: handle.quickLane) { [deregister] in
      for callback in former.callbacks { _ = deregister(handle.pointer, callback) }
    }
  }
}
