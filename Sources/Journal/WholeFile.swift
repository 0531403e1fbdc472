internal import Glibc

/// A small file of the user's that is read and replaced as a whole.
public struct WholeFile: Sendable {
  /// Its path.
  public let path: String
  /// The most bytes it may have.
  let limit: Int

  /// Names a file; nothing is opened.
  public init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  /// What it holds; nil when there is none.
  public func contents() throws(JournalError) -> [UInt8]? {
    // Without waiting for the other end of a pipe that somebody put there.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .inaccessible(path: path, reason: JournalFile.reason())
    }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .inaccessible(path: path, reason: "not a plain file") }
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count < bytes.count {
      let more = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress! + count, $0.count - count, count) }
      if more < 0 {
        if errno == EINTR { continue }
        throw .inaccessible(path: path, reason: JournalFile.reason())
      }
      if more == 0 { break }
      count += more
    }
    guard count <= limit else { throw .inaccessible(path: path, reason: "more than \(limit) bytes") }
    return Array(bytes[..<count])
  }

  /// Replaces what it holds by what `change` makes of it; others see the old file or the new one, whole.
  ///
  /// Two processes that do so come one after the other. The file, and its folder if it has to be made, are for the user
  /// alone. A link is followed: what it leads to is replaced.
  ///
  /// - Parameter change: Gets nil when there is no file; gives nil to leave all as it is.
  public func replace<Failure: Error>(
    _ change: ([UInt8]?) throws(Failure) -> [UInt8]?, failing: (JournalError) -> Failure
  ) throws(Failure) {
    func tried<Value>(_ call: () throws(JournalError) -> Value) throws(Failure) -> Value {
      do throws(JournalError) { return try call() } catch { throw failing(error) }
    }
    let real = realpath(path, nil).map { pointer in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    let target = WholeFile(path: real ?? path, limit: limit)
    let lock = try tried { () throws(JournalError) in try target.lockFolder() }
    defer { close(lock) }
    let old = try tried { () throws(JournalError) in try target.contents() }
    guard let new = try change(old), new != old else { return }
    try tried { () throws(JournalError) in try target.write(new, folder: lock) }
  }

  private var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

  private func lockFolder() throws(JournalError) -> CInt {
    var made = ""
    for part in folder.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || access(made, F_OK) == 0 else {
        throw .inaccessible(path: made, reason: JournalFile.reason())
      }
    }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
      let reason = JournalFile.reason()
      if descriptor >= 0 { close(descriptor) }
      throw .inaccessible(path: folder, reason: reason)
    }
    return descriptor
  }

  private func write(_ bytes: [UInt8], folder: CInt) throws(JournalError) {
    let hidden = path + ".new"
    // What an interrupted command left.
    unlink(hidden)
    let descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .inaccessible(path: hidden, reason: JournalFile.reason()) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else {
        let reason = JournalFile.reason()
        unlink(hidden)
        throw .inaccessible(path: path, reason: reason)
      }
      rest = rest.dropFirst(max(count, 0))
    }
    guard fsync(descriptor) == 0, rename(hidden, path) == 0, fsync(folder) == 0 else {
      let reason = JournalFile.reason()
      unlink(hidden)
      throw .inaccessible(path: path, reason: reason)
    }
  }
}
