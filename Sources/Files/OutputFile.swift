internal import Glibc

/// A file that is being written beside its place, and takes it when it is whole.
///
/// What is not finished is removed with the last reference.
public final class OutputFile: Sendable {
  /// Where it will be.
  public let path: String
  /// Where it is until then.
  public let temporaryPath: String
  private let descriptor: CInt

  /// Makes the file under a name that nobody else has; readable by its owner alone.
  ///
  /// - Parameter unique: What makes the name so.
  public init(path: String, unique: String) throws(FileError) {
    let temporary = Self.temporaryPath(for: path, unique: unique)
    let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
    self.path = path
    temporaryPath = temporary
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    // After `finish` there is none of this name.
    unlink(temporaryPath)
  }

  /// The name under which a file is written until it is whole.
  public static func temporaryPath(for path: String, unique: String) -> String { path + ".part-" + unique }

  /// Writes there, and returns where the next byte goes; blocks while the disk works.
  @discardableResult
  public func write(_ bytes: [UInt8], at offset: UInt64) throws(FileError) -> UInt64 {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        // SAFETY: as many bytes as are left from `done` on.
        pwrite(
          descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(clamping: offset) + off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, number: errno) }
      done += count
    }
    return offset + UInt64(bytes.count)
  }

  /// Puts the file in its place once the disk has all of it.
  ///
  /// - Parameter replaces: Whether a file of that name goes; else it stays, and this throws.
  public func finish(replaces: Bool) throws(FileError) {
    guard fsync(descriptor) == 0 else { throw FileError(path: path, number: errno) }
    if replaces {
      guard rename(temporaryPath, path) == 0 else { throw FileError(path: path, number: errno) }
    } else {
      // A link, unlike a renaming, never takes the place of another file.
      guard link(temporaryPath, path) == 0 else { throw FileError(path: path, number: errno) }
      unlink(temporaryPath)
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let parent = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw FileError(path: path, number: errno) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw FileError(path: path, number: errno) }
  }
}
