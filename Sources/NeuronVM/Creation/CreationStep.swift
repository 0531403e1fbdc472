public import FoundationEssentials
public import MachineModel
import Text

/// One thing that making a machine changes, in the order of the plan.
public enum CreationStep: Hashable, Sendable {
  /// Define a storage pool that is missing: a folder.
  case definePool(id: UUID, name: String, path: String)
  /// Start a storage pool that is not active.
  case startPool(name: String)
  /// Start a network that is not active; it stays started, because others may use it from then on.
  case startNetwork(name: String)
  /// Make the disk: a qcow2 volume that takes space as it is written.
  case createDisk(pool: String, volume: String, size: ByteCount)
  /// Define the machine.
  case define(id: UUID)
  /// Start it.
  case start(id: UUID)
  /// Press a key for the boot loader of Windows' installation ISO, for this long.
  case pressKey(during: Duration)

  /// The step in the user's words.
  public var title: String {
    switch self {
    case .definePool(_, let name, let path): tr("Define the storage pool “%1$@” at %2$@", name, path)
    case .startPool(let name): tr("Start the storage pool “%1$@”", name)
    case .startNetwork(let name): tr("Start the network “%1$@”", name)
    case .createDisk(let pool, let volume, let size):
      tr("Create the disk “%1$@” of %2$@ in the storage pool “%3$@”", volume, size, pool)
    case .define(let id): tr("Define the machine with the UUID %1$@", id.uuidString.lowercased())
    case .start: tr("Start the machine")
    case .pressKey(let time): tr("Press a key for the installer's boot loader, for up to %1$@", time.inWords)
    }
  }

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .definePool: "definePool"
    case .startPool: "startPool"
    case .startNetwork: "startNetwork"
    case .createDisk: "createDisk"
    case .define: "define"
    case .start: "start"
    case .pressKey: "pressKey"
    }
  }

  /// How a step is undone; nil for what needs no undoing.
  var undo: UndoAction? {
    switch self {
    case .definePool(let id, _, _): .removePool(id: id)
    case .createDisk(let pool, let volume, let size): .removeNewDisk(pool: pool, volume: volume, size: size.bytes)
    case .define(let id): .removeMachine(id: id)
    case .startPool, .startNetwork, .pressKey: nil
    case .start(let id): .keepMachine(id: id)
    }
  }
}
