/// The answer a caller waits for: given once, by whoever is first of the call itself, the deadline and the cancellation.
final class PendingAnswer<Value: Sendable>: Sendable {
  private enum State {
    case unasked
    case waiting(CheckedContinuation<Result<Value, LibvirtError>, Never>)
    case answered(Result<Value, LibvirtError>)
    case taken
  }

  private let state = Monitor<State>(.unasked)

  /// Whether an answer was given, so that work for it is no longer needed.
  var isAnswered: Bool {
    state.withLock { state in
      switch state {
      case .unasked, .waiting: false
      case .answered, .taken: true
      }
    }
  }

  /// Gives the answer; false when there was one already, and the caller of this keeps what it wanted to give.
  @discardableResult
  func give(_ answer: Result<Value, LibvirtError>) -> Bool {
    let (first, continuation): (Bool, CheckedContinuation<Result<Value, LibvirtError>, Never>?) = state.withLock {
      switch $0 {
      case .unasked:
        $0 = .answered(answer)
        return (true, nil)
      case .waiting(let continuation):
        $0 = .taken
        return (true, continuation)
      case .answered, .taken:
        return (false, nil)
      }
    }
    continuation?.resume(returning: answer)
    return first
  }

  /// Waits for the answer, at most until `deadline` and no longer than the task lives.
  ///
  /// To be called once.
  func value(deadline: Duration?) async throws(LibvirtError) -> Value {
    let timer = deadline.map { duration in
      Deadlines.shared.add(at: MonotonicTime.after(duration)) { self.give(.failure(.deadlineExceeded)) }
    }
    let answer = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let early: Result<Value, LibvirtError>? = state.withLock {
          guard case .answered(let answer) = $0 else {
            $0 = .waiting(continuation)
            return nil
          }
          $0 = .taken
          return answer
        }
        if let early { continuation.resume(returning: early) }
      }
    } onCancel: {
      give(.failure(.cancelled))
    }
    if let timer { Deadlines.shared.remove(timer) }
    return try answer.get()
  }
}
