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
    let wasStopped = Mutex(false)
    let (stops, stop) = AsyncStream<Void>.makeStream()
    return try await answering { number in
      let again = wasStopped.withLock { value in
        defer { value = true }
        return value
      }
      if again { _exit(128 + number) }
      if let words { Output.note(words) }
      stop.yield()
    } while: {
      let task = Task { try await body() }
      let listener = Task { for await _ in stops { task.cancel() } }
      defer { listener.cancel() }
      return try await task.value
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

  /// Runs `body`; a signal ends the program, after these lines are said.
  static func leaving<Value>(saying lines: [String], _ body: () async throws -> Value) async throws -> Value {
    try await answering { number in
      Output.error("\n")
      for line in lines { Output.note(line) }
      _exit(128 + number)
    } while: {
      try await body()
    }
  }

  private static func answering<Value>(
    _ answer: @escaping @Sendable (Int32) -> Void, while body: () async throws -> Value
  ) async throws -> Value {
    let numbers = [SIGINT, SIGTERM, SIGHUP]
    let source = SignalPipe.source(answer)
    source?.resume()
    for number in numbers { SignalPipe.catchSignal(number) }
    defer {
      for number in numbers { signal(number, SIG_DFL) }
      source?.cancel()
    }
    return try await body()
  }
}
