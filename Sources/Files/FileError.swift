internal import Glibc

/// Why a file cannot be read.
public struct FileError: Error, Hashable, Sendable {
  /// The file.
  public let path: String
  /// The reason in words, by the system or by us.
  public let reason: String
  /// Whether there is no such file.
  public let isMissing: Bool
  /// Whether the disk is full, or what the user may have of it.
  public let isFull: Bool
  /// Whether something of that name is there already.
  public let isTaken: Bool

  init(path: String, number: CInt) {
    self.path = path
    reason = String(cString: strerror(number))
    isMissing = number == ENOENT || number == ENOTDIR
    isFull = number == ENOSPC || number == EDQUOT
    isTaken = number == EEXIST
  }

  /// An error of a caller's own words.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
    isMissing = false
    isFull = false
    isTaken = false
  }
}
