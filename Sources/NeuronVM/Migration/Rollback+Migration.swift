import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension Rollback {
  /// Brings a move that was broken off to an end: the machine is at exactly one place afterwards, and goes on there.
  ///
  /// libvirt ends the target's half by itself when the process that conducted it is gone; only where it was through with
  /// the target's half is the machine there.
  func finishMove(_ id: UUID, target uri: String, keepsSource: Bool) async throws(LibvirtError) -> Result {
    guard let (state, reason, isPersistent) = try await find(id, on: connection) else { return .notBegun }
    let target: Hypervisor
    do throws(NeuronError) {
      target = try await Hypervisor.connect(
        to: ConnectionChoice(named: uri), within: .seconds(20), directories: directories)
    } catch {
      throw LibvirtError(code: .noConnect, message: [error.message, error.detail].compactMap { $0 }.joined(separator: " "))
    }
    let isPausedByMove = state == .paused && reason == Self.pausedByMigration
    let there = try await find(id, on: target.connection)
    var result = Result.notBegun
    if let there, there.state != .shutOff, isPausedByMove {
      // It goes on there: what is here is the empty shell.
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
        try domain.destroy()
        if isPersistent, !keepsSource { try domain.undefine([.keepNVRAM, .keepTPM]) }
      }
      result = .done
    } else if there != nil, state == .shutOff, !keepsSource {
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
        try domain.undefine([.keepNVRAM, .keepTPM])
      }
      result = .done
    } else if there == nil, isPausedByMove {
      try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.resume() }
      result = .done
    }
    // What was made at the target for a machine that never came.
    do throws(NeuronError) {
      if try await !target.repair().isEmpty { result = .done }
    } catch {
      throw LibvirtError(code: .operationFailed, message: [error.message, error.detail].compactMap { $0 }.joined(separator: " "))
    }
    await target.disconnect()
    return result
  }

  /// Deletes a disk that was made for a machine that did not come.
  func removeCopiedDisk(
    _ volume: String, pool: String, size: UInt64, machine: UUID
  ) async throws(LibvirtError) -> Result {
    if let found = try await find(machine, on: connection) {
      if found.isPersistent { return .notBegun }
      // libvirt is about to end the half that arrived.
      throw LibvirtError(code: .resourceBusy, message: "the machine that was being moved is still there")
    }
    return try await removeDisk(volume, pool: pool, isNew: true) { disk throws(LibvirtError) in
      try disk.info().capacity == size
    }
  }

  /// libvirt's number for a machine that stands still because it is being moved.
  ///
  /// Source: libvirt/libvirt-domain.h, `VIR_DOMAIN_PAUSED_MIGRATION`.
  private static var pausedByMigration: Int32 { 2 }

  private func find(
    _ id: UUID, on connection: Connection
  ) async throws(LibvirtError) -> (state: MachineState, reason: Int32, isPersistent: Bool)? {
    do throws(LibvirtError) {
      let (status, isPersistent) = try await connection.withDomain(id) { domain throws(LibvirtError) in
        (try domain.status(), try domain.isPersistent)
      }
      return (MachineState(status.state), status.reason, isPersistent)
    } catch {
      guard error.code == .noDomain else { throw error }
      return nil
    }
  }
}
