internal import CLibvirt

/// Those who wait until a stream can be read or written; libvirt's event thread wakes them.
///
/// libvirt is asked for exactly the events that somebody waits for, so an idle stream costs nothing.
final class StreamWaiters: Sendable {
  enum Direction {
    case reading
    case writing
  }

  private struct State {
    var readers: [PendingAnswer<Void>] = []
    var writers: [PendingAnswer<Void>] = []
    var end: LibvirtError?
    var isRegistered = false

    var events: CInt {
      let reading = readers.isEmpty ? 0 : VIR_STREAM_EVENT_READABLE.rawValue
      let writing = writers.isEmpty ? 0 : VIR_STREAM_EVENT_WRITABLE.rawValue
      return CInt(reading | writing)
    }
  }

  private let state = Monitor(State())

  /// Has libvirt tell what happens on `stream`.
  func register(on stream: virStreamPtr) throws(LibvirtError) {
    // SAFETY: released by `releaseWaiters` when libvirt forgets the callback, or below when it does not take it.
    let context = Unmanaged.passRetained(self).toOpaque()
    guard virStreamEventAddCallback(stream, 0, streamChanged, context, releaseWaiters) == 0 else {
      let error = LibvirtError.last
      Unmanaged<StreamWaiters>.fromOpaque(context).release()
      throw error
    }
    state.withLock { $0.isRegistered = true }
  }

  /// Has libvirt forget the callback; nobody is woken by it any more.
  func deregister(from stream: virStreamPtr) {
    // The callback may run meanwhile and must find the lock free, so it is only marked here.
    let wasRegistered = state.withLock { state in
      defer { state.isRegistered = false }
      return state.isRegistered
    }
    if wasRegistered { virStreamEventRemoveCallback(stream) }
  }

  /// Gives an answer that comes when `stream` may be ready; look again then.
  func wait(for direction: Direction, on stream: virStreamPtr) -> PendingAnswer<Void> {
    let answer = PendingAnswer<Void>()
    let end = state.withLock { state -> LibvirtError? in
      if let end = state.end { return end }
      switch direction {
      case .reading: state.readers.append(answer)
      case .writing: state.writers.append(answer)
      }
      update(state, on: stream)
      return nil
    }
    if let end { answer.give(.failure(end)) }
    return answer
  }

  /// Fails all who wait, now and later.
  func fail(_ error: LibvirtError) {
    let all = state.withLock { state in
      state.end = state.end ?? error
      defer { (state.readers, state.writers) = ([], []) }
      return state.readers + state.writers
    }
    for answer in all { answer.give(.failure(error)) }
  }

  /// Wakes those whom `events` concern.
  func wake(_ events: UInt32, on stream: virStreamPtr) {
    let isOver = events & (VIR_STREAM_EVENT_ERROR.rawValue | VIR_STREAM_EVENT_HANGUP.rawValue) != 0
    let woken = state.withLock { state in
      var woken: [PendingAnswer<Void>] = []
      if isOver || events & VIR_STREAM_EVENT_READABLE.rawValue != 0 {
        woken += state.readers
        state.readers = []
      }
      if isOver || events & VIR_STREAM_EVENT_WRITABLE.rawValue != 0 {
        woken += state.writers
        state.writers = []
      }
      update(state, on: stream)
      return woken
    }
    for answer in woken { answer.give(.success(())) }
  }

  /// Under the lock, so that the last word to libvirt matches the last state.
  private func update(_ state: State, on stream: virStreamPtr) {
    guard state.isRegistered else { return }
    virStreamEventUpdateCallback(stream, state.events)
  }
}

private func streamChanged(_ stream: virStreamPtr?, _ events: CInt, _ context: UnsafeMutableRawPointer?) {
  guard let stream, let context else { return }
  // SAFETY: retained in `register` until `releaseWaiters`.
  Unmanaged<StreamWaiters>.fromOpaque(context).takeUnretainedValue().wake(UInt32(bitPattern: events), on: stream)
}

private func releaseWaiters(_ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<StreamWaiters>.fromOpaque(context).release()
}
