import Dispatch

/// Holds a call inside its closure until the test lets it go.
final class Gate: Sendable {
  private let entered = DispatchSemaphore(value: 0)
  private let opened = DispatchSemaphore(value: 0)

  /// Called by the closure: says that it has begun, and blocks.
  func pass() {
    entered.signal()
    opened.wait()
    opened.signal()
  }

  /// Waits until `count` closures have begun; false when they did not within a minute.
  func waitUntilEntered(_ count: Int = 1) async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "gate").async {
        var all = true
        for _ in 0..<count where self.entered.wait(timeout: .now() + 60) == .timedOut { all = false }
        continuation.resume(returning: all)
      }
    }
  }

  /// Lets all go on, now and later.
  func open() { opened.signal() }
}
