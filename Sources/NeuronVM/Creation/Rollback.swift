import FoundationEssentials
import Journal
import Libvirt
import MachineModel
import Text
import XML

/// Undoes what a journal says, from the last action to the first.
struct Rollback: Sendable {
  let connection: Connection

  /// A new qcow2 disk holds its tables alone; anything larger holds somebody's data and is never removed by an undo.
  static let mostAllocatedByNewDisk: UInt64 = 4 << 20

  /// What became of an undo.
  struct Outcome: Sendable {
    /// What could not be undone, and why; it is to be tried again.
    var failures: [String] = []
    /// What was found not to be ours, and stays.
    var kept: [String] = []
  }

  /// Performs all actions, whatever becomes of each.
  func undo(_ actions: [UndoAction]) async -> Outcome {
    var outcome = Outcome()
    for action in actions.reversed() {
      do throws(LibvirtError) {
        if let reason = try await patiently(action) { outcome.kept.append(reason) }
      } catch {
        outcome.failures.append(error.message)
      }
    }
    return outcome
  }

  /// Tries again for a while when libvirt is still busy with what is to be undone: it finishes what a process that was
  /// killed has asked for.
  private func patiently(_ action: UndoAction) async throws(LibvirtError) -> String? {
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

  /// Performs one action; an action whose object is gone is done.
  ///
  /// Returns why something stays for good.
  private func undo(_ action: UndoAction) async throws(LibvirtError) -> String? {
    switch action {
    case .removePool(let id):
      try await ignoring([.noStoragePool]) { () async throws(LibvirtError) in
        try await connection.withStoragePool(id, .long) { pool throws(LibvirtError) in
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
      return try await removeDisk(volume, pool: pool) { _ throws(LibvirtError) in true }
    }
    return nil
  }

  private func removeNewDisk(_ volume: String, pool: String, size: UInt64) async throws(LibvirtError) -> String? {
    try await removeDisk(volume, pool: pool) { disk throws(LibvirtError) in
      let info = try disk.info()
      return info.capacity == size && info.allocation <= Self.mostAllocatedByNewDisk
    }
  }

  /// Deletes a disk, unless a machine uses it by now, or it is not what it should be.
  ///
  /// Returns why it stays.
  private func removeDisk(
    _ volume: String, pool: String,
    if isOurs: @escaping @Sendable (borrowing StorageVolumeReference) throws(LibvirtError) -> Bool
  ) async throws(LibvirtError) -> String? {
    do throws(LibvirtError) {
      let path = try await connection.withStoragePool(named: pool, .long) { pool throws(LibvirtError) in
        if try !pool.isActive { try pool.start() }
        // A creation that was cut off may have left a file that libvirt has not listed yet.
        try pool.refresh()
        return try pool.withVolume(named: volume) { disk throws(LibvirtError) in
          try isOurs(disk) ? try disk.record().path : nil
        }
      }
      guard let path else { return tr("The disk “%1$@” was kept: it holds data.", volume) }
      if let user = try await user(of: path, or: (pool, volume)) {
        return tr("The disk “%1$@” was kept: the machine “%2$@” uses it.", volume, user)
      }
      try await connection.withStorageVolume(.path(path), .long) { disk throws(LibvirtError) in try disk.delete() }
    } catch {
      guard error.code == .noStorageVolume || error.code == .noStoragePool else { throw error }
    }
    return nil
  }

  /// A machine that has the disk.
  private func user(of path: String, or volume: (pool: String, name: String)) async throws(LibvirtError) -> String? {
    for domain in try await connection.domains() {
      var xml = ""
      try await ignoring([.noDomain]) { () async throws(LibvirtError) in
        xml = try await connection.withDomain(domain.id) { domain throws(LibvirtError) in try domain.xml(.inactive) }
      }
      let disks = (try? Element(parsing: xml)).map(DomainDescription.init(domain:))?.disks ?? []
      let sources = disks.compactMap(\.source)
      if sources.contains(.file(path)) || sources.contains(.volume(pool: volume.pool, volume: volume.name)) {
        return domain.name
      }
    }
    return nil
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
