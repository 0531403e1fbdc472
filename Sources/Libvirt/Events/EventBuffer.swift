/// Events between libvirt's thread, which must not wait, and a reader, who may be slow.
///
/// It holds a bounded number of events. When one more comes, all are replaced by a single "missed" marker: whoever reads
/// that reads everything anew, so no change is ever forgotten, and memory stays bounded.
final class EventBuffer<Event: Sendable>: Sendable {
  private struct State {
    var events: [Event] = []
    /// How many of `events` were read already; they are thrown away in one go.
    var read = 0
    var isFinished = false
    var reader: CheckedContinuation<Event?, Never>?
  }

  private let state = Monitor(State())
  private let limit: Int
  private let missed: Event

  init(limit: Int = 1_024, missed: Event) {
    self.limit = limit
    self.missed = missed
  }

  /// Adds an event; never blocks.
  func push(_ event: Event) {
    let reader = state.withLock { state -> CheckedContinuation<Event?, Never>? in
      guard !state.isFinished else { return nil }
      if let reader = state.reader {
        state.reader = nil
        return reader
      }
      if state.events.count - state.read < limit {
        state.events.append(event)
      } else {
        state.events = [missed]
        state.read = 0
      }
      return nil
    }
    reader?.resume(returning: event)
  }

  /// Ends the events; what is buffered is still delivered.
  func finish() {
    let reader = state.withLock { state in
      state.isFinished = true
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume(returning: nil)
  }

  /// The next event; nil at the end or when the task is cancelled.
  ///
  /// For one reader at a time: a second one ends the first.
  func next() async -> Event? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (event, waits, former) = state.withLock {
          state -> (Event?, Bool, CheckedContinuation<Event?, Never>?) in
          if let event = Self.take(&state) { return (event, false, nil) }
          guard !state.isFinished else { return (nil, false, nil) }
          defer { state.reader = continuation }
          return (nil, true, state.reader)
        }
        former?.resume(returning: nil)
        if !waits { continuation.resume(returning: event) }
      }
    } onCancel: {
      finish()
    }
  }

  private static func take(_ state: inout State) -> Event? {
    guard state.read < state.events.count else { return nil }
    defer {
      state.read += 1
      if state.read == state.events.count {
        state.events.removeAll(keepingCapacity: true)
        state.read = 0
      }
    }
    return state.events[state.read]
  }
}
