public import FoundationEssentials
import MachineModel
import Text

/// What an export will hold, and what not; a value, to be shown before anything is written.
public struct ExportPlan: Sendable, Hashable {
  /// The machine's name.
  public let name: String
  /// Its UUID.
  public let id: UUID
  /// The file that will be written.
  public let path: String
  /// Whether a file that is there goes.
  public let replaces: Bool
  /// What of the machine is not in it, and why.
  public let leftOut: [String]
  /// libvirt's XML, without passwords.
  let definition: String
  /// The disks in it, as copies that are made compact first.
  let disks: [Disk]
  /// The file with the firmware's variables; nil when there is none.
  let variables: String?
  /// The kernel and its first file system, where it starts them itself.
  var boot: [BootFile] = []

  /// A file that the machine starts.
  struct BootFile: Sendable, Hashable {
    let kind: ExportManifest.Kind
    let path: String
    let bytes: UInt64

    /// What it is, in words.
    var title: String {
      kind == .kernel ? tr("the kernel %1$@", path) : tr("the kernel's first file system %1$@", path)
    }
  }

  /// A disk of the export.
  struct Disk: Sendable, Hashable {
    let target: String
    let copy: DiskCopy
    /// Its name in the archive.
    let member: String
  }

  /// What is in it, in words.
  public var parts: [String] {
    [tr("the definition")] + (variables == nil ? [] : [tr("the firmware's variables")])
      + boot.map(\.title)
      + disks.map { tr("the disk %1$@, at most %2$@", $0.copy.title, ByteCount.mebibytes(($0.copy.bytes >> 20) + 1)) }
  }

  /// How many bytes it takes at most.
  public var mostBytes: UInt64 { (disks.map(\.copy.bytes) + boot.map(\.bytes)).reduce(1 << 20) { $0.adding($1) } }
}
