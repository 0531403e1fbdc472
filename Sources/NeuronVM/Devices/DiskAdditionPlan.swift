import Libvirt
import MachineModel
import XML

/// How a machine gets a disk; a value.
struct DiskAdditionPlan: Sendable, Hashable {
  /// Where the guest finds it.
  let target: String
  /// The `<disk>`.
  let element: Element
  /// The forms of the machine that get it.
  let forms: DomainTarget
  /// The file or volume behind it, as it is told.
  let source: String
  /// The volume that has to be made first; nil for an image that is there.
  let volume: NewVolume?
  /// What the user should know, or do next.
  let notes: [String]
  /// What may be wrong.
  let warnings: [String]

  /// A volume to be made.
  struct NewVolume: Sendable, Hashable {
    let pool: String
    let name: String
    let format: String
    let size: ByteCount
    /// Whether the pool has to be started first.
    let startsPool: Bool
  }
}
