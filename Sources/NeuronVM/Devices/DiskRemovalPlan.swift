import Libvirt
import Text
import XML

/// How a machine loses a disk or drive; a value, to be shown before anything is done.
public struct DiskRemovalPlan: Sendable, Hashable {
  /// The machine's name.
  public let machine: String
  /// The disk's target.
  public let target: String
  /// The file or volume behind it; nil for an empty drive.
  public let source: String?
  /// The volume that is deleted with it; nil when its data stays.
  public let deletes: Deleted?
  /// What the user should know.
  public let warnings: [String]
  /// Whether it stays until the machine is off.
  public let waitsForStop: Bool
  /// The `<disk>` of the definition; nil when only the running machine has it.
  let definition: Element?
  /// The `<disk>` that runs; nil when it does not, or has to stay until the machine is off.
  let running: Element?

  /// A volume that is deleted.
  public struct Deleted: Sendable, Hashable {
    /// The pool's name.
    public let pool: String
    /// The volume's name.
    public let volume: String
  }

  /// By which libvirt and QEMU know the running disk.
  var alias: String? { running?.first("alias")?["name"] }

  /// What will be done, for a person.
  public var lines: [String] {
    var lines = [tr("Removes the disk %1$@ from “%2$@”", target, machine)]
    if let source, deletes != nil {
      lines.append("  - " + tr("and deletes its data: %1$@", source))
    } else if let source {
      lines.append(tr("Keeps %1$@", source))
    }
    return lines
  }
}
