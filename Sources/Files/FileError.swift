internal import Glibc

/// Why a file cannot be read.
public struct FileError: Error, Hashable, Sendable {
  /// The file.
  public let path: String
  /// The reason in words, by the system or by us.
  public let reason: String
  /// Whether there is no such file.
  public let isMissing: Bool

  init(path: String, number: CInt) {
    self.path = path
    reason = String(cString: strerror(number))
    isMissing = number == ENOENT || number == ENOTDIR
  }

  /// Creates an error with a reason of one's own, as words that follow “cannot be used:”.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
    isMissing = false
  }
}
