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

  /// Copies a part of another file to the same place in this one; blocks while the disk works.
  ///
  /// The kernel moves the bytes, so they pass through no program, and file systems that can share blocks do.
  /// Throws when the other file ends before.
  public func copy(_ range: Range<UInt64>, of file: InputFile) throws(FileError) {
    let copy = BytesCopy(source: file.descriptor, sourcePath: file.path, target: descriptor, targetPath: path)
    let end = try copy.copy(from: off_t(clamping: range.lowerBound), to: off_t(clamping: range.upperBound))
    guard UInt64(clamping: end) == range.upperBound else {
      throw FileError(path: file.path, reason: "it became shorter meanwhile")
    }
  }
}
