import MachineModel
import Text

extension Problem {
  /// There is a machine of the new one's name.
  static func nameTaken(_ name: String) -> Problem {
    Problem(
      code: "name.taken", message: tr("There is a machine “%1$@” already.", name),
      remedy: tr("Choose another name, or delete that machine first."))
  }

  /// A file that the new machine needs a place for is there already.
  static func fileTaken(_ path: String) -> Problem {
    Problem(
      code: "file.taken", message: tr("There is a file %1$@ already.", path),
      remedy: tr("Look first whether something needs that file. Then choose another name, or remove the file."))
  }

  /// The pool is of a kind that takes no files.
  static func poolNoFolder(_ name: String) -> Problem {
    Problem(
      code: "pool.kind", message: tr("The storage pool “%1$@” is no folder; disks are made in folders only.", name),
      remedy: tr("Choose another one with --pool."))
  }

  /// A folder or pool has not the room for a copy.
  static func noSpace(needed: UInt64, available: UInt64, in place: String) -> Problem {
    Problem(
      code: "space",
      message: tr(
        "The copy needs %1$@, and “%2$@” has %3$@ free.", ByteCount.mebibytes((needed >> 20) + 1), place,
        ByteCount.mebibytes(available >> 20)), remedy: tr("Free some space there, or choose another place."))
  }

  /// A file cannot be taken in as a disk.
  static func image(_ error: DiskImageError, _ path: String) -> Problem {
    Problem(
      code: "image", message: tr("“%1$@” %2$@.", path, error.reason),
      remedy: error.remedy(ShellWord(path).description))
  }
}
