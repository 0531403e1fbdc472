internal import CLibvirt
internal import Glibc

/// Opens connections, one thread for each URI at most: `virConnectOpen` cannot be interrupted and may hang for ever.
///
/// Only where it waits for a program that it started itself, `ssh`, does it end with that: when nobody waits any longer,
/// the program is ended, which would else go on trying when this process is gone.
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

  /// A thread in libvirt's open, and the programs that it had started for earlier ones.
  private struct Opener {
    let thread: pid_t
    let earlier: [pid_t]
  }

  private let openers = Monitor<[Target: Opener]>([:])

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
    do throws(LibvirtError) {
      return try await answer.value(deadline: deadline)
    } catch {
      if [.deadlineExceeded, .cancelled].contains(error.code) { endPrograms(of: target) }
      throw error
    }
  }

  /// Ends what libvirt started for an open that nobody waits for any more.
  private func endPrograms(of target: Target) {
    let isWanted = waiters.withLock { $0[target]?.contains { !$0.isAnswered } ?? false }
    guard !isWanted else { return }
    openers.withLock { openers in
      // The thread cannot go while this is locked, so its number is still its own.
      guard let opener = openers[target] else { return }
      for program in ThreadChildren.processes(of: opener.thread) where !opener.earlier.contains(program) {
        kill(program, SIGTERM)
      }
    }
  }

  private func serve(_ target: Target) {
    EventLoop.start()
    while isWanted(target) {
      let thread = ThreadChildren.currentThread
      openers.withLock { $0[target] = Opener(thread: thread, earlier: ThreadChildren.processes(of: thread)) }
      let result = Self.connect(target)
      // Another thread may be at the same target by now.
      openers.withLock { openers in
        if openers[target]?.thread == thread { openers[target] = nil }
      }
      switch result {
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
