/// Tells once, to all who asked, that a connection has ended.
final class CloseNotice: Sendable {
  typealias Observer = @Sendable (CloseReason) -> Void

  private struct State {
    var reason: CloseReason?
    var observers: [UInt64: Observer] = [:]
    var lastID: UInt64 = 0
  }

  private let state = Monitor(State())

  /// Why it ended; nil while it is open, as far as anybody noticed.
  var reason: CloseReason? { state.withLock { $0.reason } }

  /// Calls `observer` once, at once when the connection has ended already.
  ///
  /// It must not block.
  ///
  /// Returns what ``remove(_:)`` takes; nil when the observer was called already.
  func add(_ observer: @escaping Observer) -> UInt64? {
    let (id, reason): (UInt64?, CloseReason?) = state.withLock { state in
      if let reason = state.reason { return (nil, reason) }
      state.lastID += 1
      state.observers[state.lastID] = observer
      return (state.lastID, nil)
    }
    if let reason { observer(reason) }
    return id
  }

  /// Forgets an observer.
  func remove(_ id: UInt64?) {
    guard let id else { return }
    state.withLock { $0.observers[id] = nil }
  }

  /// Says that the connection has ended; only the first reason counts.
  func ended(_ reason: CloseReason) {
    let observers: [UInt64: Observer] = state.withLock { state in
      guard state.reason == nil else { return [:] }
      state.reason = reason
      defer { state.observers = [:] }
      return state.observers
    }
    for observer in observers.sorted(by: { $0.key < $1.key }) { observer.value(reason) }
  }
}
