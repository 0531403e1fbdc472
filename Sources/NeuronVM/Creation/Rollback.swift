import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Undoes what a journal says, from the last action to the first.
struct Rollback: Sendable {
  let hypervisor: Hypervisor

  var connection: Connection { hypervisor.connection }

  init(_ hypervisor: Hypervisor) { self.hypervisor = hypervisor }

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
        var result = try await patiently(action)
        if case .missing = result, number == 0, action.isNewDisk {
          // It may be on its way for a process that has died. It is known by its name alone, which may be another's
          // later, so it is looked for a moment longer, and never again.
          try? await Task.sleep(for: .milliseconds(500))
          result = try await patiently(action)
        }
        switch result {
        case .done: outcome.hasUndone = true
        case .missing: if number == 0, !action.isNewDisk { outcome.isLastStepMissing = true }
        case .notBegun: break
        case .kept(let reason): outcome.kept.append(reason)
        }
      } catch {
        outcome.failures.append(error.message)
      }
    }
    return outcome
  }

  /// The machine of an interrupted creation, when it is to stay: it was whole and about to be started, or somebody uses
  /// it or its disk by now.
  ///
  /// nil when there is none, or nobody has touched it: then it is undone.
  func machineInUse(_ actions: [UndoAction]) async throws(LibvirtError) -> UUID? {
    let wasComplete = actions.contains { if case .keepMachine = $0 { true } else { false } }
    for case .removeMachine(let id) in actions {
      // A machine that begins with disks of others is defined last: it is whole, and its disks always hold data.
      if actions.contains(where: \.isCopy) {
        guard try await exists(id) else { continue }
        return id
      }
      let isUsed = try await unlessMissing([.noDomain]) { () async throws(LibvirtError) in
        try await connection.withDomain(id) { domain throws(LibvirtError) in
          if wasComplete { return .done }
          if try domain.isActive { return .done }
          if try domain.hasManagedSave { return .done }
          return try domain.snapshotNames().isEmpty ? .missing : .done
        }
      }
      if case .done = isUsed { return id }
      guard try await exists(id) else { return nil }
      for case .removeNewDisk(let pool, let volume, _) in actions {
        let holdsData = try await unlessMissing([.noStorageVolume, .noStoragePool]) { () async throws(LibvirtError) in
          try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
            // After a restart of the host it may be off.
            if try !pool.isActive { try pool.start() }
            return try pool.withVolume(named: volume) { disk throws(LibvirtError) in
              try disk.info().allocation > Self.mostAllocatedByNewDisk ? .done : .missing
            }
          }
        }
        if case .done = holdsData { return id }
      }
    }
    return nil
  }

  /// What undoing one action came to.
  enum Result: Sendable {
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
    case .keepMachine: return .notBegun
    case .removeISO(let pool, let name, let companions):
      return try await finishRemovingISO(name, pool: pool, companions)
    case .removeNewDisk(let pool, let volume, let size):
      return try await removeDisk(volume, pool: pool, isNew: true) { disk throws(LibvirtError) in
        let info = try disk.info()
        guard info.capacity == size, info.allocation <= Self.mostAllocatedByNewDisk else { return false }
        // An overlay holds nothing of its own at first, and is not of our making.
        return (try? Element(parsing: try disk.xml()))?.first("backingStore") == nil
      }
    case .removeCopy(let pool, let volume):
      return try await removeDisk(volume, pool: pool, isNew: true) { _ throws(LibvirtError) in true }
    case .removeFirmware(let path): return try await removeFirmware(path)
    case .removeFile(let path): return try removeFile(path)
    case .removeDisk(let pool, let volume, let machine):
      // The machine is still there: the removal was interrupted before it began, so nothing of it may go.
      if try await exists(machine) { return .notBegun }
      return try await removeDisk(volume, pool: pool, isNew: false) { _ throws(LibvirtError) in true }
    case .removeCopiedDisk(let pool, let volume, let size, let machine):
      return try await removeCopiedDisk(volume, pool: pool, size: size, machine: machine)
    case .finishMove(let machine, let target, let keepsSource):
      return try await finishMove(machine, target: target, keepsSource: keepsSource)
    case .removeDetachedDisk(let pool, let volume):
      return try await removeDisk(volume, pool: pool, isNew: false) { _ throws(LibvirtError) in true }
    case .returnHostDevice(let address): return try await returnHostDevice(address)
    case .takeHostDevice(let address, let machine): return try await takeHostDevice(address, from: machine)
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
  func removeDisk(
    _ volume: String, pool: String, isNew: Bool,
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
      let owners = DiskOwners(hypervisor)
      let answer = try await owners.owners()
      if let reason = answer.reasonToKeep([owners.key(path), pool + "/" + volume], isNew: isNew) {
        return .kept(tr("The disk “%1$@” was kept: %2$@.", volume, reason))
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
  func unlessMissing(
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
