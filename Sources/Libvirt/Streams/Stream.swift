internal import CLibvirt

/// Bytes to and from the hypervisor: a console, a channel, a screenshot, the content of a volume.
///
/// One task may read while another one writes. Dropping the last reference aborts what was not finished.
/// When the connection ends, every call fails.
public final class Stream: Sendable {
  /// The most that one packet of libvirt's protocol carries, in bytes.
  public static let packetSize = 262_120

  private let handle: Monitor<StreamHandle?>
  private let closeObserver: Monitor<UInt64?> = Monitor(nil)
  private let closeNotice: CloseNotice
  private let waiters: StreamWaiters

  /// Makes a stream and has `open` connect it to something; to be called on a call thread.
  init(
    of connection: ConnectionHandle, _ open: (virStreamPtr) throws(LibvirtError) -> Void
  ) throws(LibvirtError) {
    let handle = try StreamHandle(of: connection)
    connection.watchClosing()
    try open(handle.pointer)
    try handle.waiters.register(on: handle.pointer)
    waiters = handle.waiters
    closeNotice = connection.closeNotice
    self.handle = Monitor(handle)
    let observer = closeNotice.add { [weak self, waiters] reason in
      waiters.fail(reason == .client ? .closed : .connectionLost)
      self?.drop()
    }
    closeObserver.withLock { $0 = observer }
  }

  deinit { closeNotice.remove(closeObserver.withLock { $0 }) }

  /// Waits for bytes and takes what has come, at most `limit`; an empty array is the end of the stream.
  ///
  /// - Parameter deadline: How long to wait for the first byte; nil waits until the stream or the connection ends.
  public func receive(upTo limit: Int = packetSize, deadline: Duration? = nil) async throws(LibvirtError) -> [UInt8] {
    try await attempt(deadline: deadline) { handle throws(LibvirtError) in
      var count: CInt = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: max(limit, 1)) { buffer, initialized in
        // SAFETY: libvirt writes at most `buffer.count` bytes and says how many.
        count = buffer.withMemoryRebound(to: CChar.self) { virStreamRecv(handle.pointer, $0.baseAddress, $0.count) }
        initialized = max(Int(count), 0)
      }
      guard count != -2 else { return .wait(handle.waiters.wait(for: .reading, on: handle.pointer)) }
      try check(count)
      return .finish(bytes)
    }
  }

  /// Sends all of `bytes`; returns when libvirt has taken them, which is not yet when the other side has.
  ///
  /// - Parameter deadline: How long each packet may wait; nil waits until the connection ends.
  public func send(_ bytes: [UInt8], deadline: Duration? = nil) async throws(LibvirtError) {
    var sent = 0
    while sent < bytes.count {
      let start = sent
      sent += try await attempt(deadline: deadline) { handle throws(LibvirtError) in
        // Several packets go in one visit to the thread; a slow line shows its progress all the same.
        let visitEnd = ContinuousClock.now.advanced(by: Self.longestVisit)
        var done = start
        repeat {
          let count = bytes[done...].prefix(Self.packetSize).withUnsafeBytes { buffer in
            // SAFETY: libvirt reads at most `buffer.count` bytes.
            virStreamSend(handle.pointer, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
          }
          if count == -2 {
            guard done > start else { return .wait(handle.waiters.wait(for: .writing, on: handle.pointer)) }
            break
          }
          done += Int(try check(count))
        } while done < bytes.count && ContinuousClock.now < visitEnd
        return .finish(done - start)
      }
    }
  }

  /// How long one visit to a call thread sends packets.
  private static let longestVisit = Duration.milliseconds(100)

  /// Ends the stream in good order: throws when the other side did not take everything.
  ///
  /// The content of an upload is only sure to be there after it.
  public func finish(deadline: Duration = .seconds(60)) async throws(LibvirtError) {
    try await end(deadline: deadline) { virStreamFinish($0) }
  }

  /// Breaks the stream off; does nothing to one that is over.
  public func abort(deadline: Duration = .seconds(30)) async throws(LibvirtError) {
    try await end(deadline: deadline) { virStreamAbort($0) }
  }

  private enum Attempt<Value: Sendable>: Sendable {
    case finish(Value)
    case wait(PendingAnswer<Void>)
  }

  private func attempt<Value: Sendable>(
    deadline: Duration?, _ body: @escaping @Sendable (StreamHandle) throws(LibvirtError) -> Attempt<Value>
  ) async throws(LibvirtError) -> Value {
    let end = deadline.map { ContinuousClock.now.advanced(by: $0) }
    let connection = handle.withLock { $0?.connection }
    connection.map { $0.heartbeat.begin($0) }
    defer { connection.map { $0.heartbeat.end($0) } }
    while true {
      let left = end.map { ContinuousClock.now.duration(to: $0) }
      switch try await run(deadline: left, body) {
      case .finish(let value): return value
      case .wait(let answer): try await answer.value(deadline: left)
      }
    }
  }

  private func end(
    deadline: Duration, _ action: @escaping @Sendable (virStreamPtr) -> CInt
  ) async throws(LibvirtError) {
    // Whoever still waits on the other side of it would wait for ever.
    waiters.fail(.closed)
    try await run(deadline: deadline) { handle throws(LibvirtError) in try handle.end(action) }
    drop()
  }

  private func run<Value: Sendable>(
    deadline: Duration?, _ body: @escaping @Sendable (StreamHandle) throws(LibvirtError) -> Value
  ) async throws(LibvirtError) -> Value {
    guard let handle = handle.withLock({ $0 }) else {
      throw closeNotice.reason.map { $0 == .client ? .closed : .connectionLost } ?? .closed
    }
    return try await CallThreads.shared.run(in: handle.lane, of: closeNotice, deadline: deadline) {
      handle.connection.perform { _ throws(LibvirtError) in try body(handle) }
    }
  }

  /// Lets go of libvirt's stream, which is aborted if it is not over.
  private func drop() {
    let former = handle.withLock { handle in
      defer { handle = nil }
      return handle
    }
    _ = former
  }
}
