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
  /// Compare the checksums of an archive's parts, before anything is made of them.
  case verify([CheckedPart])
  /// Make a disk with the content of another one.
  case copyDisk(DiskCopy)
  /// Make a disk that holds only what differs from another one, which must not change from then on.
  case linkDisk(base: String, format: String, pool: String, volume: String, capacity: UInt64)
  /// Convert an image into a file of this computer, to be sent to the hypervisor.
  case convertImage(ImageSource, to: String)
  /// Send a file of this computer to the hypervisor as a disk; the file goes then.
  case uploadDisk(file: String, pool: String, volume: String)
  /// Copy the firmware's variables, which hold what the machine boots.
  case copyFirmware(from: String, to: String)
  /// Put the firmware's variables from a file of this computer, or a part of one, in their place.
  case writeFirmware(file: String, offset: UInt64, size: UInt64, to: String)
  /// Put a file of this computer, or a part of one, into a storage pool as it is.
  case placeFile(file: String, offset: UInt64, size: UInt64, pool: String, volume: String)
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
    case .verify(let parts): tr("Compare the checksums in %1$@", parts.first?.path ?? "")
    case .copyDisk(let copy):
      tr("Copy %1$@ to the disk “%2$@” in the storage pool “%3$@”", copy.title, copy.volume, copy.pool)
    case .linkDisk(let base, _, let pool, let volume, _):
      tr("Create the disk “%1$@” in the storage pool “%2$@”, which stands on %3$@", volume, pool, base)
    case .convertImage(let image, _): tr("Convert %1$@", image.title)
    case .uploadDisk(_, let pool, let volume): tr("Send the disk “%1$@” to the storage pool “%2$@”", volume, pool)
    case .copyFirmware: tr("Copy the firmware's variables")
    case .writeFirmware: tr("Put the firmware's variables in their place")
    case .placeFile(_, _, _, let pool, let volume): tr("Put “%1$@” into the storage pool “%2$@”", volume, pool)
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
    case .verify: "verify"
    case .copyDisk: "copyDisk"
    case .linkDisk: "linkDisk"
    case .convertImage: "convertImage"
    case .uploadDisk: "uploadDisk"
    case .copyFirmware: "copyFirmware"
    case .writeFirmware: "writeFirmware"
    case .placeFile: "placeFile"
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
    case .copyDisk(let copy): .removeCopy(pool: copy.pool, volume: copy.volume)
    case .linkDisk(_, _, let pool, let volume, _), .uploadDisk(_, let pool, let volume),
      .placeFile(_, _, _, let pool, let volume):
      .removeCopy(pool: pool, volume: volume)
    case .convertImage(_, let file): .removeFile(path: file)
    case .copyFirmware(_, let path), .writeFirmware(_, _, _, let path): .removeFirmware(path: path)
    case .define(let id): .removeMachine(id: id)
    case .startPool, .startNetwork, .pressKey, .verify: nil
    case .start(let id): .keepMachine(id: id)
    }
  }
}
