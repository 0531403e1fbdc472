public import FoundationEssentials
import Text

/// What removing a machine takes away, and what it leaves; a value, to be shown before anything is done.
public struct DeletionPlan: Sendable, Hashable {
  /// The machine's name.
  public let name: String
  /// The machine's UUID.
  public let id: UUID
  /// What goes with the machine's definition, in order.
  public let removes: [Item]
  /// What stays, and why.
  public let keeps: [Kept]

  /// Something that goes.
  public enum Item: Sendable, Hashable {
    /// A disk: a volume of a storage pool.
    case disk(pool: String, volume: String, path: String)
    /// A kernel, or its first file system, that an import has put beside its disks for it.
    case bootFile(pool: String, volume: String, path: String)
    /// The firmware's variables; nil where libvirt does not tell their file.
    case nvram(path: String?)
    /// The TPM's state, with the keys it holds.
    case tpmState
    /// The memory of a saved machine.
    case savedMemory
    /// The snapshots.
    case snapshots([String])

    /// The thing in the user's words.
    public var title: String {
      switch self {
      case .disk(_, _, let path): tr("the disk %1$@", path)
      case .bootFile(_, _, let path): tr("the file that it starts %1$@", path)
      case .nvram: tr("the firmware's variables")
      case .tpmState: tr("the TPM's state, with the keys it holds")
      case .savedMemory: tr("the saved memory")
      case .snapshots(let names): tr("the snapshots %1$@", names.joined(separator: ", "))
      }
    }
  }

  /// Something that stays.
  public struct Kept: Sendable, Hashable {
    /// The file or device.
    public let path: String
    /// Why it stays.
    public let reason: String
  }

  /// The files of it that are volumes of pools, and go.
  var volumes: [(pool: String, volume: String, path: String)] {
    removes.compactMap { item in
      switch item {
      case .disk(let pool, let volume, let path), .bootFile(let pool, let volume, let path): (pool, volume, path)
      case .nvram, .tpmState, .savedMemory, .snapshots: nil
      }
    }
  }

  /// The paths of the disks that go, and of what it starts.
  var removedDisks: [String] { volumes.map(\.path) }

  /// Whether the firmware's variables or the TPM's state go, which nothing brings back.
  var removesFirmwareState: Bool {
    removes.contains { item in
      switch item {
      case .nvram, .tpmState: true
      case .disk, .bootFile, .savedMemory, .snapshots: false
      }
    }
  }
}
