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

  /// Performs one action; an action whose object is gone is done.
  ///
  /// Returns why something had to be kept.
  private func undo(_ action: UndoAction) async throws(LibvirtError) -> String? {
    switch action {
    case .removePool(let name):
      try await ignoring([.noStoragePool]) { () async throws(LibvirtError) in
        try await connection.withStoragePool(named: name, .long) { pool throws(LibvirtError) in
          if try pool.isActive {
            guard try pool.volumes().isEmpty else { return }
            try pool.destroy()
          }
          // The folder goes only when it is empty; libvirt refuses otherwise, and that is as it should be.
          try? pool.delete()
          try pool.undefine()
        }
      }
    case .removeNewDisk(let pool, let volume, let size):
      return try await removeNewDisk(volume, pool: pool, size: size)
    case .removeMachine(let id):
      try await ignoring([.noDomain]) { () async throws(LibvirtError) in
        try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
          if try domain.isActive { try domain.destroy() }
          try domain.undefine(.everything)
        }
      }
    case .removeDisk(let pool, let volume, let machine):
      // The machine is still there: the removal was interrupted before it began, so nothing of it may go.
      if try await exists(machine) { return nil }
      try await ignoring([.noStorageVolume, .noStoragePool]) { () async throws(LibvirtError) in
        try await connection.withStorageVolume(.name(volume, pool: pool), .long) { disk throws(LibvirtError) in
          try disk.delete()
        }
      }
    }
    return nil
  }

  private func removeNewDisk(_ volume: String, pool: String, size: UInt64) async throws(LibvirtError) -> String? {
    var kept: String?
    try await ignoring([.noStorageVolume, .noStoragePool]) { () async throws(LibvirtError) in
      let isFresh = try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        // A creation that was cut off may have left a file that libvirt has not listed yet.
        try pool.refresh()
        return try pool.withVolume(named: volume) { disk throws(LibvirtError) in
          let info = try disk.info()
          guard info.capacity == size, info.allocation <= Self.mostAllocatedByNewDisk else { return false }
          try disk.delete()
          return true
        }
      }
      if !isFresh { kept = tr("The disk “%1$@” was kept: it holds data.", volume) }
    }
    return kept
  }

  private func exists(_ id: UUID) async throws(LibvirtError) -> Bool {
    var isThere = false
    try await ignoring([.noDomain]) { () async throws(LibvirtError) in
      isThere = try await connection.withDomain(id) { _ throws(LibvirtError) in true }
    }
    return isThere
  }

  /// Runs a call for which these answers mean that there is nothing to do.
  private func ignoring(
    _ codes: [LibvirtError.Code], _ call: () async throws(LibvirtError) -> Void
  ) async throws(LibvirtError) {
    do {
      try await call()
    } catch {
      guard codes.contains(error.code) else { throw error }
    }
  }
}
