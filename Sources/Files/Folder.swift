internal import Glibc

/// A folder, as far as writing into it goes.
public enum Folder {
  /// Whether this process may make files there.
  public static func isWritable(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }

  /// Whether this process may read the file.
  public static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// How many bytes this user may still write there; nil when it cannot be told.
  public static func freeSpace(_ path: String) -> UInt64? {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return nil }
    let (bytes, overflow) = UInt64(facts.f_bavail).multipliedReportingOverflow(by: UInt64(facts.f_frsize))
    return overflow ? nil : bytes
  }

  /// Makes an empty file, readable by its owner alone; throws when something of that name is there.
  public static func makeFile(_ path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, number: errno) }
    close(descriptor)
  }

  /// Waits until a file and its name are on the disk, and not only in memory; blocks meanwhile.
  public static func sync(_ path: String) throws(FileError) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    for place in [path, folder] {
      let descriptor = open(place, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(path: place, number: errno) }
      defer { close(descriptor) }
      // Some file systems cannot do it for a folder, and say so.
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw FileError(path: place, number: errno) }
    }
  }

  /// Removes a file; nothing happens when there is none.
  public static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw FileError(path: path, number: errno) }
  }

  /// Whether there is something of that name.
  public static func exists(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0
  }
}
