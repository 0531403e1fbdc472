import MachineModel
import XML

/// What the planning of a copy has to know; read once, and then only a value.
struct CloneFacts: Sendable, Hashable {
  /// The machine's definition, without its passwords.
  var definition: Element
  /// What the machine does.
  var state: MachineState
  /// Whether its memory is on disk, which belongs to its disks as they are.
  var isSaved: Bool
  /// The names of its snapshots.
  var snapshots: [String]
  /// Its disks, in the order of the definition.
  var disks: [SourceDisk]
  /// The file with its firmware's variables; nil when there is none, or it cannot be told.
  var variables: String?
  /// Whether the new disks' folder is on this computer and this user may write there.
  var isFolderOurs = false
  /// The same definition with its passwords, for libvirt alone; nil when it was not read.
  var secrets: Element?
  /// Where the copies go, and what stands in the way.
  var target: CreationFacts

  /// A disk of the machine.
  struct SourceDisk: Sendable, Hashable {
    let disk: Disk
    /// What libvirt tells of the data; nil when it cannot be looked at.
    var volume: Volume?
    /// What is wrong with it; nil when nothing is known to be.
    var fault: DiskFault?
  }

  /// The data of a disk.
  struct Volume: Sendable, Hashable {
    var path: String
    /// Whether it is in an active pool.
    var isInPool: Bool
    /// The format that libvirt found in it.
    var format: String
    /// Sizes in bytes.
    var capacity: UInt64
    var allocation: UInt64
    /// Whether it stands on another image.
    var hasBacking: Bool
    var isEncrypted: Bool
    /// Whether it is a file, and this user may read it.
    var isReadable: Bool
  }
}
