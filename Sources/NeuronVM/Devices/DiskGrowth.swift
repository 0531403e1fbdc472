import Libvirt
import MachineModel
import Text
import XML

/// Decides, from values alone, whether a disk may get another size.
struct DiskGrowth: Sendable, Hashable {
  /// The machine's name.
  let machine: String
  /// The disk.
  let disk: Disk
  /// Its size now.
  let capacity: ByteCount
  /// The size that it is to have.
  let wanted: ByteCount
  /// Who has an image that stands on it; nil when nobody is known.
  var dependent: String?
  /// The names of the machine's snapshots.
  var snapshots: [String] = []

  /// What stands in the way.
  var problems: [Problem] {
    var problems: [Problem] = []
    let place = disk.place ?? disk.target ?? ""
    if disk.device != "disk" {
      problems.append(Problem(code: "disk.medium", message: tr("%1$@ is a drive, not a disk.", disk.target ?? "?")))
    } else if disk.isReadOnly {
      problems.append(Problem(code: "disk.readOnly", message: tr("The machine may only read “%1$@”.", place)))
    }
    if wanted < capacity {
      problems.append(
        Problem(
          code: "disk.smaller",
          message: tr("The disk has %1$@, and making it smaller would cut off what is at its end.", capacity),
          remedy: tr("Add a smaller disk, copy what you need onto it in the guest, and remove this one.")))
    }
    if wanted.bytes % 512 != 0 {
      problems.append(Problem(code: "size", message: tr("A disk has whole sectors of 512 bytes.")))
    }
    if let dependent {
      problems.append(
        Problem(
          code: "disk.base",
          message: tr("“%1$@” is needed by the machine “%2$@”, so it has to stay as it is.", place, dependent),
          remedy: tr("Make the other machine independent of it first, or add another disk.")))
    }
    return problems
  }

  /// What the user should know, and do in the guest.
  var notes: [String] {
    [
      tr("In the guest the new space is unused until its partition and file system grow too."),
      tr("Windows: Disk Management, “Extend Volume”."),
      tr("Linux: growpart /dev/%1$@ 1, then resize2fs or xfs_growfs.", disk.target ?? "vda"),
    ]
  }

  /// What may be wrong.
  var warnings: [String] {
    guard !snapshots.isEmpty else { return [] }
    return [
      tr(
        "Going back to one of the snapshots %1$@ gives the disk its former size too.", snapshots.joined(separator: ", ")
      )
    ]
  }
}
