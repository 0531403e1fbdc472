import Dispatch
import Glibc
import Synchronization

/// Turns Ctrl-C and a polite end signal into the cancellation of a task, so that what was begun is undone.
enum Interruption {
  /// Runs `body` in a task of its own, which the first signal cancels; a second one ends the program at once.
  static func cancelling<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      let wasCancelled = Mutex(false)
      source.setEventHandler {
        let again = wasCancelled.withLock { value in
          defer { value = true }
          return value
        }
        if again { _exit(128 + number) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try await task.value
  }
}
