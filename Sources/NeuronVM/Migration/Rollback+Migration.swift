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
    // It has left.
    guard let (state, reason, isPersistent) = try await find(id, on: connection) else { return .notBegun }
    let isPausedByMove = state == .paused && reason == Self.pausedByMigration
    let target: Hypervisor
    do throws(NeuronError) {
      target = try await Hypervisor.connect(
        to: ConnectionChoice(named: uri), within: .seconds(20), directories: directories)
    } catch {
      // A machine that goes on here is whole, and the rest can be cleaned up from there.
      guard isPausedByMove || state == .shutOff else {
        return .kept(
          tr("What was made at %1$@ can be removed later: neuron-vm repair --connect %2$@", uri, ShellWord(uri)))
      }
      throw Self.libvirtError(error)
    }
    var result = Result.notBegun
    switch (here: isPausedByMove, there: try await find(id, on: target.connection)) {
    case (here: true, there: let there?) where there.state != .shutOff:
      // It goes on there: what is here is the empty shell.
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in try domain.destroy() }
      if isPersistent, !keepsSource { try await undefine(id) }
      result = .done
    case (here: true, there: nil):
      try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.resume() }
      result = .done
    case (here: false, there: .some) where state == .shutOff && !keepsSource:
      try await undefine(id)
      result = .done
    default: break
    }
    // What was made at the target for a machine that never came.
    do throws(NeuronError) {
      if try await !target.repair().isEmpty { result = .done }
    } catch {
      throw Self.libvirtError(error)
    }
    await target.disconnect()
    return result
  }

  private func undefine(_ id: UUID) async throws(LibvirtError) {
    try await connection.withDomain(id, .long) { domain throws(LibvirtError) in
      try domain.undefine([.keepNVRAM, .keepTPM])
    }
  }

  private static func libvirtError(_ error: NeuronError) -> LibvirtError {
    LibvirtError(
      code: .operationFailed, message: [error.message, error.detail].compactMap { $0 }.joined(separator: " "))
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
