internal import CCopy
internal import Glibc

/// A copy of a file that is under way: holes stay holes, and file systems that can share blocks do.
///
/// The kernel moves the bytes, so they pass through no program.
public final class FileCopy: Sendable {
  /// How many bytes one step copies at most.
  private static let most = 16 << 20

  private let path: String
  private let new: String
  private let source: CInt
  private let target: CInt
  private let modified: (seconds: Int, nanoseconds: Int)
  /// The source's size when it was opened, in bytes.
  public let size: UInt64

  /// Opens a file and makes the new one, which must not be there; readable by its owner alone.
  public init(of path: String, to new: String) throws(FileError) {
    let source = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard source >= 0 else { throw FileError(path: path, number: errno) }
    var facts = stat()
    guard fstat(source, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(source)
      throw FileError(path: path, reason: "it is no ordinary file")
    }
    let target = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else {
      let number = errno
      close(source)
      throw FileError(path: new, number: number)
    }
    self.path = path
    self.new = new
    self.source = source
    self.target = target
    size = UInt64(clamping: facts.st_size)
    modified = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
  }

  deinit {
    close(source)
    close(target)
  }

  /// Whether nobody has written to the source since the copy began, by the file's own word.
  public var isUnchanged: Bool {
    var facts = stat()
    guard fstat(source, &facts) == 0 else { return false }
    return facts.st_mtim.tv_sec == modified.seconds && facts.st_mtim.tv_nsec == modified.nanoseconds
  }

  /// Copies the next piece of data from `offset` on; blocks while the disk works.
  ///
  /// Returns where the next piece begins; nil when all is copied.
  public func copy(from offset: UInt64) throws(FileError) -> UInt64? {
    let start = lseek(source, off_t(clamping: offset), neuron_seek_data)
    guard start >= 0 else {
      // No data from here on: the rest is a hole.
      guard errno == ENXIO || offset >= size else { throw FileError(path: path, number: errno) }
      guard ftruncate(target, off_t(clamping: size)) == 0 else { throw FileError(path: new, number: errno) }
      return nil
    }
    let hole = lseek(source, start, neuron_seek_hole)
    guard hole > start else { throw FileError(path: path, number: errno) }
    let end = min(hole, start + off_t(Self.most))
    // Where it ends early, the source was cut short meanwhile.
    try BytesCopy(source: source, sourcePath: path, target: target, targetPath: new).copy(from: start, to: end)
    // The disk begins to write now, so that there is little to wait for at the end; where it cannot, it does not.
    _ = sync_file_range(target, start, end - start, neuron_sync_file_range_write)
    return UInt64(end)
  }
}
