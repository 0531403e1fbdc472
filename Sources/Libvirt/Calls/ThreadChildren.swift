// CLibvirt is imported because its header is the first to bring in <pthread.h>: the initialisers count as its own.
internal import CLibvirt
internal import Glibc

/// The processes that libvirt starts on one of our threads, such as the `ssh` of a connection.
///
/// Source: proc(5), `/proc/PID/task/TID/children`; where the kernel does not have it, none are found.
enum ThreadChildren {
  /// The number of the calling thread, by which the kernel knows it; 0 where there is no procfs.
  static var currentThread: pid_t {
    // glibc's `gettid` is hidden from Swift. The link reads `PROCESS/task/THREAD`.
    var text = [CChar](repeating: 0, count: 64)
    let count = readlink("/proc/thread-self", &text, text.count)
    let bytes = text[..<max(count, 0)].map { UInt8(bitPattern: $0) }
    let last = bytes.split(separator: UInt8(ascii: "/")).last ?? []
    return pid_t(String(decoding: last, as: UTF8.self)) ?? 0
  }

  /// The processes that the thread started and that are children of ours still.
  static func processes(of thread: pid_t) -> [pid_t] {
    guard let file = fopen("/proc/self/task/\(thread)/children", "r") else { return [] }
    defer { fclose(file) }
    // As many as fit: a thread of ours starts one or two.
    var text = [UInt8](repeating: 0, count: 4096)
    let count = fread(&text, 1, text.count, file)
    return text[..<count].split(separator: UInt8(ascii: " ")).compactMap { word in
      pid_t(String(decoding: word, as: UTF8.self)).flatMap { $0 > 1 ? $0 : nil }
    }
  }
}
