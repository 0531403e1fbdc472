import Files
import Glibc
import MachineModel
import Text

/// Whose a file of this computer is, so that a remedy names what this user can do about it.
struct FileRights {
  /// The file's path.
  let path: String
  /// Whether this user may change its rights.
  let isOwn: Bool
  /// The number of the user whose it is; nil when it cannot be looked at.
  let owner: UInt32?
  /// Whether its own rights let its owner write to it.
  private let lets: Bool

  /// Looks at a file, or a folder; links are followed.
  ///
  /// One that cannot be looked at counts as somebody else's.
  init(_ path: String) {
    self.path = path
    let mode = FileMode(path)
    owner = mode?.owner
    isOwn = geteuid() == 0 || owner == geteuid()
    lets = mode?.letsOwnerWrite ?? false
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
