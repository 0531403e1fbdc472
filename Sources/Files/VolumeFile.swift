internal import CCopy
internal import Glibc

/// A file that is there, written to in its place.
public final class VolumeFile: Sendable {
  /// Its path.
  public let path: String
  private let descriptor: CInt

  /// Opens a regular file for writing; throws when there is none, or this user may not.
  public init(path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
    self.path = path
    self.descriptor = descriptor
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: path, reason: "it is no ordinary file")
    }
  }

  deinit { close(descriptor) }

  /// Has the disk begin to write what is in memory only; waits for nothing, and where it cannot be done, it is not.
  public func beginWriteback() { _ = sync_file_range(descriptor, 0, 0, neuron_sync_file_range_write) }

  /// Writes all bytes; blocks while the disk works.
  public func write(_ bytes: [UInt8], at offset: UInt64) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        // SAFETY: as many bytes as are left from `done` on.
        pwrite(
          descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(clamping: offset) + off_t(done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, number: count < 0 ? errno : EIO) }
      done += count
    }
  }
}
