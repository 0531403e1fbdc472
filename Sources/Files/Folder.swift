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
