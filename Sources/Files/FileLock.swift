internal import Glibc

/// A lock that one process holds, by a file; the kernel drops it with the process, however that ends.
public final class FileLock: Sendable {
  private let path: String
  private let descriptor: CInt

  /// Takes the lock; nil when another process, or another part of this one, holds it.
  ///
  /// - Parameter path: The lock's file; its folders are made, open to their owner alone.
  public init?(path: String) throws(FileError) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if mkdir(folder, 0o700) != 0, errno != EEXIST { throw FileError(path: folder, number: errno) }
    }
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        return nil
      }
      // Its former holder may have removed it between our open and our lock.
      var (held, named) = (stat(), stat())
      if fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}
