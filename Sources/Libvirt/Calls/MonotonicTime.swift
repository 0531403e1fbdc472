// CLibvirt is imported because its header is the first to bring in <pthread.h>: the initialisers count as its own.
internal import CLibvirt
internal import Glibc

/// Nanoseconds of the clock that never jumps and stands still while the host sleeps.
enum MonotonicTime {
  static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// The instant that lies `duration` ahead; a negative duration counts as zero, a huge one as a hundred years.
  static func after(_ duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    let bounded = UInt64(min(max(seconds, 0), 3_155_760_000))
    let fraction = seconds < 0 ? 0 : UInt64(max(attoseconds, 0) / 1_000_000_000)
    return now + bounded * 1_000_000_000 + fraction
  }
}
