internal import CLibvirt
internal import Synchronization

/// One `virConnectPtr`: closed, on a thread of ours, when the last call and the last registration have let go of it.
final class ConnectionHandle: Sendable {
  // SAFETY: set once in init; libvirt connections may be used from any thread.
  nonisolated(unsafe) let pointer: virConnectPtr

  /// Whether a daemon stands behind it; some drivers, the test driver among them, live in this process.
  let hasDaemon: Bool

  /// Tells that the connection ended; libvirt feeds it after ``watchClosing()``.
  let closeNotice = CloseNotice()

  /// Answered when `virConnectClose` has returned.
  let isGone = PendingAnswer<Void>()

  /// Notices a daemon that does not answer.
  let heartbeat: Heartbeat

  // libvirtd serves five requests of a connection at once: three quick ones and a long one leave room for the heartbeat.
  let quickLane = CallLane(limit: 3)
  let longLane = CallLane(limit: 4)

  private let isWatchingClose = Atomic(false)
  private static let closingLane = CallLane(limit: 4)

  init(adopting pointer: virConnectPtr, keepAlive: KeepAlive) {
    self.pointer = pointer
    heartbeat = Heartbeat(keepAlive)
    // Only drivers with a daemon have a keepalive to switch off; `Heartbeat` says why it is off. A daemon that has died
    // in the meantime makes this fail too, in another way.
    hasDaemon = virConnectSetKeepAlive(pointer, 0, 0) >= 0 || LibvirtError.last.code != .noSupport
  }

  deinit {
    let closing = ClosingConnection(pointer: pointer, isWatched: isWatchingClose.load(ordering: .acquiring))
    let isGone = isGone
    CallThreads.shared.submit(to: Self.closingLane) {
      closing.close()
      isGone.give(.success(()))
    }
  }

  /// Whether the connection still stands; asks nobody.
  var isAlive: Bool { closeNotice.reason == nil && virConnectIsAlive(pointer) == 1 }

  /// Has libvirt report the end of the connection.
  ///
  /// A call to the daemon, made only for those who want to know.
  func watchClosing() {
    guard hasDaemon, !isWatchingClose.exchange(true, ordering: .acquiringAndReleasing) else { return }
    // SAFETY: released by `releaseNotice` when libvirt forgets the callback, or here when it does not take it.
    let context = Unmanaged.passRetained(closeNotice).toOpaque()
    if virConnectRegisterCloseCallback(pointer, connectionClosed, context, releaseNotice) != 0 {
      Unmanaged<CloseNotice>.fromOpaque(context).release()
    }
    if virConnectIsAlive(pointer) == 0 { closeNotice.ended(.endOfFile) }
  }

  /// Runs `body` and turns a failure on a broken connection into ``LibvirtError/Code-swift.struct/connectionLost``.
  ///
  /// To be called on a call thread: it blocks.
  func perform<Value>(
    _ body: (virConnectPtr) throws(LibvirtError) -> Value
  ) -> Result<Value, LibvirtError> {
    do throws(LibvirtError) {
      let value = try body(pointer)
      heartbeat.answered()
      return .success(value)
    } catch {
      guard hasDaemon, error.code.rawValue > 0, virConnectIsAlive(pointer) != 1 else {
        heartbeat.answered()
        return .failure(error)
      }
      // Whoever else waits for this connection waits in vain; does nothing when libvirt has told it already.
      closeNotice.ended(.error)
      return .failure(LibvirtError(code: .connectionLost, domain: error.domain, message: error.message))
    }
  }
}

private struct ClosingConnection: @unchecked Sendable {
  // SAFETY: the handle that owned it is gone; this is the only user left.
  let pointer: virConnectPtr
  let isWatched: Bool

  func close() {
    // The callback holds a reference to the connection: without this it would stay open for ever.
    if isWatched { virConnectUnregisterCloseCallback(pointer, connectionClosed) }
    virConnectClose(pointer)
  }
}

private func connectionClosed(_: virConnectPtr?, _ reason: CInt, _ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  // SAFETY: retained in `watchClosing` until `releaseNotice`.
  Unmanaged<CloseNotice>.fromOpaque(context).takeUnretainedValue().ended(CloseReason(reason))
}

private func releaseNotice(_ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<CloseNotice>.fromOpaque(context).release()
}
