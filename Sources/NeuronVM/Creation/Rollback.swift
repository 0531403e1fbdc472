import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text

/// Undoes what a journal says, from the last action to the first.
struct Rollback: Sendable {
  let connection: Connection

  /// A new qcow2 disk holds its tables alone; anything larger holds somebody's data and is never removed by an undo.
  static let mostAllocatedByNewDisk: UInt64 = 4 << 20

  /// Performs all actions, whatever becomes of each; says what could not be undone.
  func undo(_ actions: [UndoAction]) async -> [String] {
    var failures: [String] = []
    for action in actions.reversed() {
      do throws(LibvirtError) {
        if let reason = try await undo(action) { failures.append(reason) }
      } catch {
        failures.append(error.message)
      }
    }
    return failures
  }

  /// Performs one action; an action whose object is gone is done. Returns why something had to be kept.
  private func undo(_ action: UndoAction) async throws(LibvirtError) -> String? {
    switch action {
    case .removePool(let name):
      do {
        guard try await connection.volumes(inPool: name).isEmpty else { return nil }
        try await connection.stopPool(name)
        // The folder goes only when it is empty; libvirt refuses otherwise, and that is as it should be.
        try? await connection.deletePool(name)
        try await connection.undefinePool(name)
      } catch where error.code == .noStoragePool {
      } catch where error.code == .operationInvalid {
        // It was never started: there is nothing but the definition.
        try await connection.undefinePool(name)
      }
    case .removeNewDisk(let pool, let volume, let size):
      do {
        try? await connection.refreshPool(pool)
        let found = try await connection.volume(volume, inPool: pool)
        guard found.capacity == size, found.allocation <= Self.mostAllocatedByNewDisk else {
          return tr("The disk “%1$@” was kept: it holds data.", volume)
        }
        try await connection.deleteVolume(volume, inPool: pool)
      } catch where error.code == .noStorageVol || error.code == .noStoragePool {}
    case .removeMachine(let id):
      try await removeMachine(id)
    case .removeDisk(let pool, let volume, let machine):
      // Still there: the removal was interrupted before it began, so nothing of the machine may go.
      if try await exists(machine) { return nil }
      do {
        try await connection.deleteVolume(volume, inPool: pool)
      } catch where error.code == .noStorageVol || error.code == .noStoragePool {}
    }
    return nil
  }

  private func exists(_ id: UUID) async throws(LibvirtError) -> Bool {
    do {
      _ = try await connection.domain(id)
      return true
    } catch where error.code == .noDomain {
      return false
    }
  }

  private func removeMachine(_ id: UUID) async throws(LibvirtError) {
    do {
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
        if try domain.isActive { try domain.destroy() }
        try domain.undefine(.everything)
      }
    } catch where error.code == .noDomain {}
  }
}
