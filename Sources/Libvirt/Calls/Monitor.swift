// CLibvirt is imported because its header is the first to bring in <pthread.h>: the initialisers count as its own.
internal import CLibvirt
internal import Glibc

/// State that several threads share and can wait on: a lock and a condition in one.
///
/// `Synchronization.Mutex` has no condition to wait on, which threads of our own need, and the thread sanitizer does not see
/// its futex and reports what it guards as races: a pthread mutex has both.
final class Monitor<State>: @unchecked Sendable {
  // SAFETY: all three are allocated in init, freed in deinit; `state` is only touched while `lock` is held.
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private let state: UnsafeMutablePointer<State>

  /// What to do after a look at the state.
  enum Step<Result> {
    case finish(Result)
    /// Look again after a change, or when the monotonic clock reaches `until` (nanoseconds); nil waits without end.
    case wait(until: UInt64?)
  }

  init(_ initial: State) {
    lock = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    state = .allocate(capacity: 1)
    state.initialize(to: initial)
    pthread_mutex_init(lock, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(lock)
    state.deinitialize(count: 1)
    state.deallocate()
    condition.deallocate()
    lock.deallocate()
  }

  /// Runs `body` alone.
  func withLock<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body(&state.pointee)
  }

  /// Looks at the state until `step` says that it is finished; the lock is free while it waits.
  func wait<Result>(_ step: (inout State) -> Step<Result>) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while true {
      switch step(&state.pointee) {
      case .finish(let result):
        return result
      case .wait(until: nil):
        pthread_cond_wait(condition, lock)
      case .wait(until: let instant?):
        var time = timespec(
          tv_sec: Int(instant / 1_000_000_000), tv_nsec: Int(instant % 1_000_000_000))
        pthread_cond_timedwait(condition, lock, &time)
      }
    }
  }

  /// Wakes one waiting thread.
  func signal() { pthread_cond_signal(condition) }
}
