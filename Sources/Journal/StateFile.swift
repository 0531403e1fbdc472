internal import Glibc

/// A small file of this user's alone that is always whole: its old contents, or its new ones.
public struct StateFile: Sendable {
  /// The file's absolute path.
  public let path: String

  /// Names the file; nothing is read or made yet.
  public init(_ path: String) { self.path = path }

  /// What is in it; nil when there is no such file.
  ///
  /// Throws for anything but a regular file of at most `limit` bytes: links are not followed, and a pipe is not waited
  /// for.
  public func contents(limit: Int) throws(JournalError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .inaccessible(path: path, reason: JournalFile.reason())
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .inaccessible(path: path, reason: "it is no file") }
    guard facts.st_size <= limit else { throw .inaccessible(path: path, reason: "it is too large") }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .inaccessible(path: path, reason: JournalFile.reason())
      }
      if count == 0 { return result }
      result += buffer[..<count]
      // It may grow while it is read.
      guard result.count <= limit else { throw .inaccessible(path: path, reason: "it is too large") }
    }
  }

  /// Puts `bytes` into it, readable by its owner alone; returns when that would outlive a power cut, or with false when
  /// its folder is not there.
  public func replace(with bytes: [UInt8]) throws(JournalError) -> Bool {
    let new = path + ".new"
    // What a process left that ended in the middle of this.
    guard unlink(new) == 0 || errno == ENOENT else { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    let descriptor = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT { return false }
      throw .inaccessible(path: path, reason: JournalFile.reason())
    }
    do throws(JournalError) {
      defer { close(descriptor) }
      try JournalFile.write(bytes, to: descriptor, of: path)
      guard fsync(descriptor) == 0, rename(new, path) == 0 else {
        throw .inaccessible(path: path, reason: JournalFile.reason())
      }
    } catch {
      unlink(new)
      throw error
    }
    try JournalFile.synchronizeDirectory(of: path)
    return true
  }

  /// Removes it, for good; nothing happens when it is not there.
  public func remove() throws(JournalError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw .inaccessible(path: path, reason: JournalFile.reason())
    }
    try JournalFile.synchronizeDirectory(of: path)
  }

  /// How long ago it was written, by the computer's clock; nil when there is no such file.
  public var age: Duration? {
    var facts = stat()
    var now = timespec()
    guard lstat(path, &facts) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
    return .seconds(now.tv_sec - facts.st_mtim.tv_sec)
  }

  /// Its size in bytes; nil when there is no such file.
  public var size: Int? {
    var facts = stat()
    return lstat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }
}
