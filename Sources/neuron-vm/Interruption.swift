import Dispatch
import Glibc
import Synchronization

/// What Ctrl-C and a polite end signal do while something is changed, so that nothing is left half-done.
enum Interruption {
  /// Runs `body` in a task of its own, which the first signal cancels; a second one ends the program at once.
  ///
  /// - Parameter words: What to say at the first signal; nil for nothing.
  static func cancelling<Value: Sendable>(
    saying words: String? = nil, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    let wasCancelled = Mutex(false)
    return try await answering { number in
      let again = wasCancelled.withLock { value in
        defer { value = true }
        return value
      }
      if again { _exit(128 + number) }
      if let words { Output.note(words) }
      task.cancel()
    } while: {
      try await task.value
    }
  }

  /// Runs `body` to its end, whatever signals come; each one is answered.
  static func finishing<Value>(saying words: String, _ body: () async throws -> Value) async throws -> Value {
    try await answering { _ in
      Output.note(words)
    } while: {
      try await body()
    }
  }

  private static func answering<Value>(
    _ answer: @escaping @Sendable (Int32) -> Void, while body: () async throws -> Value
  ) async throws -> Value {
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { answer(number) }
      source.resume()
      return (number, source)
    }
    defer {
      for (number, source) in sources {
        source.cancel()
        signal(number, SIG_DFL)
      }
    }
    return try await body()
  }
}
