import Glibc
import Synchronization

/// The wishes to stop: they are heard between two steps, so that nothing is left half-done.
enum Signals {
  private static let come = Atomic(false)

  /// Whether one has come.
  static var hasCome: Bool { come.load(ordering: .relaxed) }

  /// Hears them from now on.
  static func keep() {
    // Touched once before a handler may: making a global value is nothing for a handler.
    come.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Signals.come.store(true, ordering: .relaxed) }
    }
  }
}
