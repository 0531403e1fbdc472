internal import Glibc

/// A folder of files that are this user's alone.
public struct StateFolder: Sendable {
  /// The folder's absolute path.
  public let path: String

  /// Names the folder; nothing is read or made yet.
  public init(_ path: String) { self.path = path }

  /// Makes the folder and those above it, open to their owner alone; those that are there stay as they are.
  public func make() throws(JournalError) {
    var path = ""
    for part in self.path.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST { throw .inaccessible(path: path, reason: JournalFile.reason()) }
    }
  }

  /// The names in it, sorted, without `.` and `..`; none when there is no such folder.
  public func names() throws(JournalError) -> [String] {
    try JournalFile.names(in: path).filter { $0 != "." && $0 != ".." }
  }

  /// Removes the folder when nothing is in it.
  public func removeIfEmpty() { rmdir(path) }
}
