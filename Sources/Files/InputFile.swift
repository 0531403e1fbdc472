internal import Glibc

/// A regular file that is open for reading; closed with the last reference.
public final class InputFile: Sendable {
  /// Its path as it was given.
  public let path: String
  /// What it was when it was opened.
  public let identity: FileIdentity
  let descriptor: CInt

  /// Opens a file; links are followed.
  public init(path: String) throws(FileError) {
    // Without O_NONBLOCK a pipe of that name would hold us until somebody writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
    self.path = path
    self.descriptor = descriptor
    identity = try Self.identity(of: descriptor, path)
  }

  deinit { close(descriptor) }

  /// Its size when it was opened, in bytes.
  public var size: UInt64 { identity.size }

  /// What it is now: another than ``identity`` when somebody has written to it.
  public func currentIdentity() throws(FileError) -> FileIdentity { try Self.identity(of: descriptor, path) }

  /// Reads; fewer bytes than asked for are the file's end.
  ///
  /// Blocks while the disk works.
  public func read(at offset: UInt64, count: Int) throws(FileError) -> [UInt8] {
    guard count > 0, offset < UInt64(Int64.max) - UInt64(count) else { return [] }
    var number: CInt = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        // SAFETY: pread writes at most as many bytes as are left.
        let result = pread(
          descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(clamping: offset + UInt64(filled)))
        if result < 0 {
          if errno == EINTR { continue }
          number = errno
          return
        }
        if result == 0 { return }
        filled += result
      }
    }
    guard number == 0 else { throw FileError(path: path, number: number) }
    return bytes
  }

  /// Tells the kernel that the file is read from its beginning to its end, so that it reads ahead.
  public func willReadInOrder() { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }

  private static func identity(of descriptor: CInt, _ path: String) throws(FileError) -> FileIdentity {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw FileError(path: path, number: errno) }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(path: path, number: EISDIR)
    default: throw FileError(path: path, reason: "it is no ordinary file")
    }
    return FileIdentity(
      device: UInt64(facts.st_dev), number: UInt64(facts.st_ino), size: UInt64(clamping: facts.st_size),
      modified: .init(facts.st_mtim), changed: .init(facts.st_ctim))
  }
}

extension FileIdentity.Moment {
  fileprivate init(_ time: timespec) {
    self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
  }
}
