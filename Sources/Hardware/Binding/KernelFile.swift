internal import CLinux
internal import Glibc

/// A file of the kernel's below `sys` that is written to, each time by a child process: a driver that does not let go
/// blocks the write for ever, and nothing ends a process in there.
struct KernelFile {
  /// Why a write did not work.
  enum Failure: Error {
    /// The kernel refused it with this `errno`.
    case refused(CInt)
    /// It does not end; the child, which cannot be ended either, holds on to our locks.
    case blocked(child: Int32)
  }

  private let root: HostRoot
  /// Below `sys`.
  private let path: String

  /// - Parameter path: Below the host's root; nil for one that is not below `sys`.
  init?(_ path: String, in root: HostRoot) {
    guard path.hasPrefix("sys/") else { return nil }
    self.root = root
    self.path = String(path.dropFirst(4))
  }

  /// Writes the text, waiting at most `limit`.
  ///
  /// - Parameters:
  ///   - lock: What the child is to hold as long as it lives; nil for nothing.
  ///   - journal: The same.
  func write(
    _ text: String, within limit: Duration, lock: CInt? = nil, journal: CInt? = nil
  ) throws(Failure) {
    let folder = root.open("sys", O_RDONLY | O_DIRECTORY)
    guard folder >= 0 else { throw .refused(errno) }
    defer { close(folder) }
    guard !root.isLive || is_sysfs(folder) != 0 else { throw .refused(EXDEV) }
    let child = write_in_child(
      folder, path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY, text, text.utf8.count, lock ?? -1, journal ?? -1)
    guard child > 0 else { throw .refused(errno) }
    guard let status = ChildProcess(child).end(within: limit) else { throw .blocked(child: child) }
    guard status == 0 else { throw .refused(status) }
  }
}
