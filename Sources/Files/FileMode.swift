internal import Glibc

/// Whose a file or folder is, and what its owner may do with it.
public struct FileMode: Hashable, Sendable {
  /// The number of its owner.
  public let owner: UInt32
  /// Whether its own rights let its owner write to it.
  public let letsOwnerWrite: Bool

  /// Looks at a file, links followed; nil when it cannot be looked at.
  public init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    owner = facts.st_uid
    letsOwnerWrite = facts.st_mode & S_IWUSR != 0
  }
}
