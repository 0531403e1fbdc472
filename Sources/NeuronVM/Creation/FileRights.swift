import FoundationEssentials
import Glibc
import MachineModel
import Text

/// Whose a file of this computer is, so that a remedy names what this user can do about it.
struct FileRights {
  /// The file's path.
  let path: String
  /// Whether this user may change its rights.
  let isOwn: Bool
  /// Whether its own rights let its owner write to it.
  private let lets: Bool

  /// Looks at a file; one that cannot be looked at counts as somebody else's.
  init(_ path: String) {
    self.path = path
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    let number = attributes?[.ownerAccountID]
    let owner = (number as? UInt32) ?? (number as? Int).map { UInt32(truncatingIfNeeded: $0) }
    isOwn = geteuid() == 0 || owner == geteuid()
    let rights = attributes?[.posixPermissions]
    lets = ((rights as? UInt16).map(Int.init) ?? (rights as? Int) ?? 0) & 0o200 != 0
  }

  /// What stands in front of a command that changes its rights.
  var sudo: String { isOwn ? "" : "sudo " }

  /// What lets this user write to it.
  var remedyToWrite: String {
    guard isOwn else {
      return tr("It belongs to another user. Copy it, or make it yours: sudo chown $USER %1$@", ShellWord(path))
    }
    return lets
      ? tr("Where it is nothing can be written. Copy it to another place first.")
      : tr("Make it writable: chmod u+w %1$@", ShellWord(path))
  }
}
