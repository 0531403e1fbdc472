import FoundationEssentials
import MachineModel

/// How one step is undone, or an interrupted removal finished; this is what stands in the journal.
enum UndoAction: Hashable, Sendable, Codable {
  /// Remove a storage pool's definition that we made; its folder goes when it is empty.
  case removePool(id: UUID)
  /// Delete a disk that we made, if nobody has written to it.
  case removeNewDisk(pool: String, volume: String, size: UInt64)
  /// Delete a disk that we made with the content of another one, under a name that nobody else gives.
  case removeCopy(pool: String, volume: String)
  /// Delete a copy of a firmware's variables, under a name that nobody else gives.
  case removeFirmware(path: String)
  /// Remove a file of this computer that we made, under a name that nobody else gives.
  case removeFile(path: String)
  /// Switch off and undefine a machine that we made, with its firmware variables and TPM state.
  case removeMachine(id: UUID)
  /// The machine is whole and is being started: from here on it is the user's, and an undo after a crash removes nothing.
  case keepMachine(id: UUID)
  /// Delete a disk once the machine that owned it is gone: the rest of a removal that the user confirmed.
  case removeDisk(pool: String, volume: String, machine: UUID)
  /// Delete a disk that was made for a machine of another computer, which did not come.
  case removeCopiedDisk(pool: String, volume: String, size: UInt64, machine: UUID)
  /// Bring a move that was broken off to an end, here and at the target.
  case finishMove(machine: UUID, target: String, keepsSource: Bool)
  /// Delete a disk that was taken out of its machine, when no machine has it: the rest of a removal that the user
  /// confirmed.
  case removeDetachedDisk(pool: String, volume: String)
  /// Remove what belongs to an ISO once that is gone, as far as it is still the same: the rest of a removal that the user
  /// confirmed.
  case removeISO(pool: String, name: String, companions: [ISOCompanionFile])
  /// Give a function back to the host's driver, which was taken from it for a machine, unless a machine has it.
  case returnHostDevice(PCIAddress)
  /// Take a function out of a machine that runs, to which it was given.
  case takeHostDevice(PCIAddress, machine: UUID)
}

extension UndoAction {
  /// Whether it is about a disk that a creation made.
  var isNewDisk: Bool { if case .removeNewDisk = self { true } else { false } }

  /// Whether it is about a disk with content, which is made before the machine that it belongs to.
  var isCopy: Bool { if case .removeCopy = self { true } else { false } }
}
