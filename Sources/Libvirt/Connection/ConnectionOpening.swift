internal import CLibvirt

/// Opens connections, one thread for each URI at most: `virConnectOpen` cannot be interrupted and may hang for ever.
///
/// Who asks while an open of the same URI is under way waits for it. A connection that comes too late for the one who
/// asked goes to the next who waits, or is closed. A failure goes to all who wait.
final class ConnectionOpening: Sendable {
  static let shared = ConnectionOpening()

  struct Target: Hashable {
    let uri: String
    let readOnly: Bool
    let keepAlive: KeepAlive
  }

  /// Those who wait, by target; a target is in here while its thread runs.
  private let waiters = Monitor<[Target: [PendingAnswer<ConnectionHandle>]]>([:])

  /// The number of threads that are opening now.
  var threadCount: Int { waiters.withLock { $0.count } }

  /// Opens, or waits for the open under way.
  ///
  /// - Parameter sibling: A connection to the same daemon: when that one ends there is no use in waiting.
  func open(_ target: Target, deadline: Duration, beside sibling: CloseNotice = CloseNotice())
    async throws(LibvirtError) -> ConnectionHandle
  {
    let answer = PendingAnswer<ConnectionHandle>()
    let observer = sibling.add { _ in answer.give(.failure(.connectionLost)) }
    defer { sibling.remove(observer) }
    let mustStart = waiters.withLock { waiters in
      let isFirst = waiters[target] == nil
      waiters[target, default: []].append(answer)
      return isFirst
    }
    if mustStart, !DetachedThread.start({ self.serve(target) }) {
      fail(target, LibvirtError(code: .systemError, message: "no thread for a new connection"))
    }
    return try await answer.value(deadline: deadline)
  }

  private func serve(_ target: Target) {
    EventLoop.start()
    while isWanted(target) {
      switch Self.connect(target) {
      case .success(let handle):
        // Nobody took it: dropping the handle closes it.
        while let waiter = nextWaiter(target), !waiter.give(.success(handle)) {}
      case .failure(let error):
        fail(target, error)
        return
      }
    }
  }

  /// Whether somebody still waits; when not, the target is given up in the same moment.
  private func isWanted(_ target: Target) -> Bool {
    waiters.withLock { waiters in
      let left = (waiters[target] ?? []).filter { !$0.isAnswered }
      waiters[target] = left.isEmpty ? nil : left
      return !left.isEmpty
    }
  }

  private func nextWaiter(_ target: Target) -> PendingAnswer<ConnectionHandle>? {
    waiters.withLock { waiters in
      guard let list = waiters[target], let first = list.first else { return nil }
      waiters[target] = Array(list.dropFirst())
      return first
    }
  }

  private func fail(_ target: Target, _ error: LibvirtError) {
    let all = waiters.withLock { $0.removeValue(forKey: target) }
    for waiter in all ?? [] { waiter.give(.failure(error)) }
  }

  private static func connect(_ target: Target) -> Result<ConnectionHandle, LibvirtError> {
    let pointer = target.readOnly ? virConnectOpenReadOnly(target.uri) : virConnectOpen(target.uri)
    guard let pointer else { return .failure(.last) }
    return .success(ConnectionHandle(adopting: pointer, keepAlive: target.keepAlive))
  }
}
