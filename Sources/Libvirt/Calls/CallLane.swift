/// A queue of calls of which only a few may be on threads at once, so that one stuck connection leaves threads to others.
final class CallLane: @unchecked Sendable {
  // SAFETY: `running` and `waiting` are only touched by CallThreads while it holds its lock.
  let limit: Int
  var running = 0
  var waiting: [@Sendable () -> Void] = []

  init(limit: Int) { self.limit = limit }
}
