internal import Glibc

/// A locked, append-only file.
final class JournalFile: Sendable {
  let path: String
  let descriptor: CInt

  private init(path: String, descriptor: CInt) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Makes a new file that holds `contents`, locked from the moment on that others can see it; nil when its folder is
  /// gone.
  static func create(at path: String, holding contents: [UInt8]) throws(JournalError) -> JournalFile? {
    // Under its own name it would be nobody's until it is locked, and another process could take it over.
    let hidden = path + ".new"
    let descriptor = open(hidden, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | O_APPEND, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .inaccessible(path: path, reason: reason())
    }
    let file = JournalFile(path: path, descriptor: descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inaccessible(path: path, reason: reason()) }
    try file.append(contents)
    guard rename(hidden, path) == 0 else { throw .inaccessible(path: path, reason: reason()) }
    try synchronizeDirectory(of: path)
    return file
  }

  /// Locks a file that exists; nil when its owner lives or it is gone.
  static func takeOver(_ path: String) throws(JournalError) -> JournalFile? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_APPEND)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .inaccessible(path: path, reason: reason())
    }
    let file = JournalFile(path: path, descriptor: descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    // Its owner may have finished, and removed it, between our open and our lock.
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino else { return nil }
    return file
  }

  /// The names in a folder; none when there is no such folder.
  static func names(in directory: String) throws(JournalError) -> [String] {
    guard let stream = opendir(directory) else {
      if errno == ENOENT { return [] }
      throw .inaccessible(path: directory, reason: reason())
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.sorted()
  }

  /// Cuts the file off after so many bytes.
  func truncate(to count: Int) throws(JournalError) {
    guard ftruncate(descriptor, off_t(count)) == 0 else { throw .inaccessible(path: path, reason: Self.reason()) }
  }

  /// Writes to the end and waits until the disk has it.
  func append(_ bytes: [UInt8]) throws(JournalError) {
    try Self.write(bytes, to: descriptor, of: path)
    guard fdatasync(descriptor) == 0 else { throw .inaccessible(path: path, reason: Self.reason()) }
  }

  /// Writes all of `bytes`; `path` is for the error.
  static func write(_ bytes: [UInt8], to descriptor: CInt, of path: String) throws(JournalError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .inaccessible(path: path, reason: reason())
      }
      rest = rest.dropFirst(count)
    }
  }

  /// The whole file.
  func contents() throws(JournalError) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(result.count)) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .inaccessible(path: path, reason: Self.reason())
      }
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }

  /// How long nothing has been written.
  func idle() throws(JournalError) -> Duration {
    var facts = stat()
    var now = timespec()
    guard fstat(descriptor, &facts) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else {
      throw .inaccessible(path: path, reason: Self.reason())
    }
    let written = facts.st_mtim
    return .seconds(now.tv_sec - written.tv_sec) + .nanoseconds(now.tv_nsec - written.tv_nsec)
  }

  /// Removes the file, for good: after a power cut it does not come back; and its folder when nothing else is in it.
  ///
  /// It stays locked until the last reference goes, so nobody can take it over meanwhile.
  func remove() throws(JournalError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .inaccessible(path: path, reason: Self.reason()) }
    try Self.synchronizeDirectory(of: path)
    // Not when others have a transaction there.
    rmdir(Self.directory(of: path))
  }

  private static func directory(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Waits until the disk has the entries of the folder that `path` stands in.
  static func synchronizeDirectory(of path: String) throws(JournalError) {
    let descriptor = open(directory(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      // Somebody who finished at the same time has removed the folder, and with it the entry.
      if errno == ENOENT { return }
      throw .inaccessible(path: path, reason: reason())
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .inaccessible(path: path, reason: reason()) }
  }

  /// The text of the latest failed call's error.
  static func reason() -> String { String(cString: strerror(errno)) }
}
