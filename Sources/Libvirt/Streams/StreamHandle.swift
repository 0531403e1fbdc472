internal import CLibvirt
internal import Synchronization

/// One `virStreamPtr`: given up and freed, on a thread of ours, when the last call has let go of it.
final class StreamHandle: Sendable {
  // SAFETY: set once in init; libvirt streams lock themselves.
  nonisolated(unsafe) let pointer: virStreamPtr
  let connection: ConnectionHandle
  let waiters = StreamWaiters()
  /// One thread for each direction: a console reads and writes at once.
  let lane = CallLane(limit: 2)
  private let isOver = Atomic(false)
  private static let closingLane = CallLane(limit: 4)

  /// Makes a stream of the connection; to be called on a call thread.
  init(of connection: ConnectionHandle) throws(LibvirtError) {
    pointer = try check(virStreamNew(connection.pointer, VIR_STREAM_NONBLOCK.rawValue))
    self.connection = connection
  }

  deinit {
    let closing = ClosingStream(pointer: pointer, connection: connection, waiters: waiters, isOver: wasEnded)
    CallThreads.shared.submit(to: Self.closingLane) { closing.close() }
  }

  private var wasEnded: Bool { isOver.load(ordering: .acquiring) }

  /// Ends the stream once; to be called on a call thread.
  func end(_ action: (virStreamPtr) -> CInt) throws(LibvirtError) {
    guard !isOver.exchange(true, ordering: .acquiringAndReleasing) else { return }
    waiters.deregister(from: pointer)
    try check(action(pointer))
  }
}

private struct ClosingStream: @unchecked Sendable {
  // SAFETY: the handle that owned it is gone; this is the only user left.
  let pointer: virStreamPtr
  let connection: ConnectionHandle
  let waiters: StreamWaiters
  let isOver: Bool

  func close() {
    if !isOver {
      waiters.deregister(from: pointer)
      virStreamAbort(pointer)
    }
    virStreamFree(pointer)
  }
}
