internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// A lock between processes, which the kernel takes from its owner when that ends, however it ends.
///
/// Its file says who holds it, and goes when it is released.
public final class FileLock: Sendable {
  /// Who holds a lock.
  public struct Holder: Hashable, Sendable, Codable {
    /// The process.
    public let process: Int32
    /// What it does, in words a person may see.
    public let title: String
  }

  private let path: String
  private let descriptor: Mutex<CInt?>

  private init(path: String, descriptor: CInt) {
    self.path = path
    self.descriptor = Mutex(descriptor)
  }

  deinit { release() }

  /// Takes the lock, waiting at most `limit` for it; nil when somebody still holds it then, or the task was cancelled.
  ///
  /// Two owners in one process exclude each other too.
  ///
  /// - Parameters:
  ///   - path: The lock's file; its folder is made.
  ///   - title: What it is held for, in words; others may see it.
  public static func take(
    _ path: String, for title: String, within limit: Duration
  ) async throws(JournalError) -> FileLock? {
    let end = ContinuousClock.now.advanced(by: limit)
    let folder = StateFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    while true {
      try folder.make()
      if let lock = try takeNow(path, for: title) { return lock }
      guard ContinuousClock.now < end, !Task.isCancelled else { return nil }
      // The kernel wakes only those who wait without an end, each on a thread of its own.
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Takes the lock if nobody holds it; nil when somebody does.
  public static func takeAtOnce(_ path: String, for title: String) throws(JournalError) -> FileLock? {
    try StateFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])).make()
    return try takeNow(path, for: title)
  }

  /// Who holds the lock at `path`, as far as its file tells; nil when nobody does or it cannot be read.
  public static func holder(of path: String) -> Holder? {
    guard let bytes = try? StateFile(path).contents(limit: 4096) else { return nil }
    return try? JSONDecoder().decode(Holder.self, from: Data(bytes))
  }

  /// Lets the next one have it; nothing happens the second time.
  public func release() {
    descriptor.withLock { descriptor in
      guard let held = descriptor else { return }
      // While it is still locked, so that nobody's file is removed but ours.
      unlink(path)
      close(held)
      descriptor = nil
    }
  }

  /// What a child keeps open that is to hold the lock as well; nil when it was released.
  public var descriptorForChildren: CInt? { descriptor.withLock { $0 } }

  /// Lets it go here, while children of this process may still hold it; it is free when the last of them has ended.
  public func leaveToChildren() {
    descriptor.withLock { descriptor in
      if let held = descriptor { close(held) }
      descriptor = nil
    }
  }

  /// Removes the files in a folder of locks that owners left which ended without releasing them.
  public static func removeAbandoned(in folder: StateFolder) throws(JournalError) {
    for name in try folder.names() where name.hasSuffix(".lock") {
      try takeNow(folder.path + "/" + name, for: "")?.release()
    }
  }

  private static func takeNow(_ path: String, for title: String) throws(JournalError) -> FileLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    var isTaken = false
    defer { if !isTaken { close(descriptor) } }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      if errno == EWOULDBLOCK || errno == EINTR { return nil }
      throw .inaccessible(path: path, reason: JournalFile.reason())
    }
    // Its owner may have released, and so removed, it between our open and our lock.
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, lstat(path, &named) == 0, held.st_ino == named.st_ino,
      held.st_dev == named.st_dev
    else { return nil }
    guard ftruncate(descriptor, 0) == 0 else { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    if let bytes = try? JSONEncoder().encode(Holder(process: getpid(), title: String(title.prefix(500)))) {
      // Who cannot be named holds it all the same.
      try? JournalFile.write(Array(bytes), to: descriptor, of: path)
    }
    isTaken = true
    return FileLock(path: path, descriptor: descriptor)
  }
}
