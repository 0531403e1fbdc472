// CLibvirt is imported because its header is the first to bring in <pthread.h>: the initialisers count as its own.
internal import CLibvirt
internal import Glibc

/// A thread of our own that ends when its body does.
enum DetachedThread {
  /// Starts `body` on a new thread, which takes no signals: those belong to the program's own threads.
  ///
  /// Blocked signals also keep a SIGPIPE of a dying daemon's socket away from the process.
  /// Returns false when the system gives no thread.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))

    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    // SAFETY: retained here, released by the thread, or below when there is none.
    let context = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    var thread = pthread_t()
    guard pthread_create(&thread, &attributes, runThread, context) == 0 else {
      Unmanaged<ThreadBody>.fromOpaque(context).release()
      return false
    }
    return true
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
