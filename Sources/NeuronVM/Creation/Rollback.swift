import FoundationEssentials
import Libvirt
import MachineModel
import Text

/// Undoes what a journal says, from the last action to the first.
struct Rollback: Sendable {
  let connection: Connection

  /// A new qcow2 disk holds its tables alone; anything larger holds somebody's data and is never removed by an undo.
  static let mostAllocatedByNewDisk: UInt64 = 4 << 20

  /// What undoing came to.
  struct Outcome: Sendable {
    /// What could not be undone, and why; it is to be tried again.
    var failures: [String] = []
    /// What was found not to be ours, and stays.
    var kept: [String] = []
    /// Whether anything was found that had to be undone.
    var hasUndone = false
    /// Whether nothing was found of the step that was announced last: it never began, or libvirt is still at it for a
    /// process that has died.
    var isLastStepMissing = false
  }

  /// Performs all actions, whatever becomes of each.
  func undo(_ actions: [UndoAction]) async -> Outcome {
    var outcome = Outcome()
    for (number, action) in actions.reversed().enumerated() {
      do throws(LibvirtError) {
        switch try await patiently(action) {
        case .done: outcome.hasUndone = true
        case .missing: if number == 0 { outcome.isLastStepMissing = true }
        case .notBegun: break
        case .kept(let reason): outcome.kept.append(reason)
        }
      } catch {
        outcome.failures.append(error.message)
      }
    }
    return outcome
  }

  /// Whether somebody uses what an interrupted creation made: the machine runs, or its disk holds data.
  ///
  /// Then it is a machine like any other, and nothing of it may go.
  func isInUse(_ actions: [UndoAction]) async throws(LibvirtError) -> Bool {
    for action in actions {
      let found: Result
      switch action {
      case .removeMachine(let id):
        found = try await unlessMissing([.noDomain]) { () async throws(LibvirtError) in
          try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.isActive ? .done : .missing }
        }
      case .removeNewDisk(let pool, let volume, _):
        found = try await unlessMissing([.noStorageVolume, .noStoragePool]) { () async throws(LibvirtError) in
          try await connection.withStorageVolume(.name(volume, pool: pool)) { disk throws(LibvirtError) in
            try disk.info().allocation > Self.mostAllocatedByNewDisk ? .done : .missing
          }
        }
      case .removePool, .removeDisk: continue
      }
      if case .done = found { return true }
    }
    return false
  }

  private enum Result {
    case done
    /// There was nothing to undo.
    case missing
    /// Nothing had begun that would have to be finished.
    case notBegun
    /// It stays, for this reason.
    case kept(String)
  }

  /// Tries again for a while when libvirt is still busy with what is to be undone: it finishes what a process that was
  /// killed has asked for.
  private func patiently(_ action: UndoAction) async throws(LibvirtError) -> Result {
    for _ in 0..<20 {
      do throws(LibvirtError) {
        return try await undo(action)
      } catch {
        guard [.operationInvalid, .internalError, .operationTimeout, .resourceBusy].contains(error.code) else {
          throw error
        }
      }
      try? await Task.sleep(for: .milliseconds(100))
    }
    return try await undo(action)
  }

  private func undo(_ action: UndoAction) async throws(LibvirtError) -> Result {
    switch action {
    case .removePool(let id): return try await removePool(id)
    case .removeMachine(let id): return try await removeMachine(id)
    case .removeNewDisk(let pool, let volume, let size):
      return try await removeDisk(volume, pool: pool) { disk throws(LibvirtError) in
        let info = try disk.info()
        return info.capacity == size && info.allocation <= Self.mostAllocatedByNewDisk
      }
    case .removeDisk(let pool, let volume, let machine):
      // The machine is still there: the removal was interrupted before it began, so nothing of it may go.
      if try await exists(machine) { return .notBegun }
      return try await removeDisk(volume, pool: pool) { _ throws(LibvirtError) in true }
    }
  }

  private func removePool(_ id: UUID) async throws(LibvirtError) -> Result {
    try await unlessMissing([.noStoragePool]) { () async throws(LibvirtError) in
      try await connection.withStoragePool(id, .long) { pool throws(LibvirtError) in
        if try pool.isActive {
          guard try pool.volumes().isEmpty else { return .kept(tr("The storage pool was kept: it holds disks.")) }
          try pool.destroy()
        }
        // The folder goes only when it is empty; libvirt refuses otherwise, and that is as it should be.
        try? pool.delete()
        try pool.undefine()
        return .done
      }
    }
  }

  /// Switches the machine off and undefines it.
  ///
  /// A start that a dead process asked for may still be under way: undefining then leaves a running machine without a
  /// definition, which is switched off in the next round.
  private func removeMachine(_ id: UUID) async throws(LibvirtError) -> Result {
    var found = Result.missing
    for _ in 1...5 {
      let isGone = try await unlessMissing([.noDomain]) { () async throws(LibvirtError) in
        try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
          if try domain.isActive { try domain.destroy() }
          if try domain.isPersistent { try domain.undefine(.everything) }
          return .done
        }
      }
      guard case .done = isGone else { return found }
      found = .done
    }
    return found
  }

  /// Deletes a disk, unless a machine uses it by now, or it is not what it should be.
  private func removeDisk(
    _ volume: String, pool: String,
    if isOurs: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Bool
  ) async throws(LibvirtError) -> Result {
    try await unlessMissing([.noStorageVolume, .noStoragePool]) { () async throws(LibvirtError) in
      let path = try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        if try !pool.isActive { try pool.start() }
        // A creation that was cut off may have left a file that libvirt has not listed yet.
        try pool.refresh()
        return try pool.withVolume(named: volume) { disk throws(LibvirtError) in
          try isOurs(disk) ? try disk.record().path : nil
        }
      }
      guard let path else { return .kept(tr("The disk “%1$@” was kept: it holds data.", volume)) }
      let owners = try await DiskOwners(connection: connection).owners()
      if let owner = owners[path] ?? owners[pool + "/" + volume] {
        return .kept(tr("The disk “%1$@” was kept: the machine “%2$@” uses it.", volume, owner))
      }
      try await connection.withStorageVolume(.path(path), .long) { disk throws(LibvirtError) in try disk.delete() }
      return .done
    }
  }

  private func exists(_ id: UUID) async throws(LibvirtError) -> Bool {
    let found = try await unlessMissing([.noDomain]) { () async throws(LibvirtError) in
      try await connection.withDomain(id) { _ throws(LibvirtError) in .done }
    }
    if case .done = found { return true }
    return false
  }

  /// Runs a call for which these answers mean that there is nothing to do.
  private func unlessMissing(
    _ codes: [LibvirtError.Code], _ call: () async throws(LibvirtError) -> Result
  ) async throws(LibvirtError) -> Result {
    do {
      return try await call()
    } catch {
      guard codes.contains(error.code) else { throw error }
      return .missing
    }
  }
}
