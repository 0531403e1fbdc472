internal import Glibc

/// What the locks on a disk image say about who has it open: QEMU and its programs hold them, also for other users.
///
/// Source: QEMU, block/file-posix.c: a byte from 100 on is locked for each right that somebody uses, and one from 200 on
/// for each that he leaves to nobody else; to write is the second.
public struct ImageLock: Hashable, Sendable {
  /// Whether somebody may write to it, so that it cannot be read in peace.
  public let isWritten: Bool
  /// Whether somebody relies on that nobody writes to it.
  public let keepsWritersOut: Bool

  /// Looks at an image; nil where this user may not open it, or its file system knows no locks.
  public init?(of path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let isWritten = Self.isLocked(101, descriptor), let keepsWritersOut = Self.isLocked(201, descriptor) else {
      return nil
    }
    self.isWritten = isWritten
    self.keepsWritersOut = keepsWritersOut
  }

  /// `F_OFD_GETLK`, which glibc shows to GNU sources only; it asks, and takes nothing.
  private static let askForLock: CInt = 36

  private static func isLocked(_ byte: off_t, _ descriptor: CInt) -> Bool? {
    var question = flock()
    question.l_type = Int16(F_WRLCK)
    question.l_whence = Int16(SEEK_SET)
    question.l_start = byte
    question.l_len = 1
    // SAFETY: the kernel reads and writes one such value, during the call.
    guard withUnsafeMutablePointer(to: &question, { fcntl(descriptor, askForLock, $0) }) == 0 else { return nil }
    return question.l_type != Int16(F_UNLCK)
  }
}
