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
    guard let here = try await find(id, on: connection) else { return .notBegun }
    let target: Hypervisor
    do throws(NeuronError) {
      target = try await Hypervisor.connect(
        to: ConnectionChoice(named: uri), within: .seconds(20), directories: hypervisor.directories)
    } catch {
      // A machine that goes on here is whole, and the rest can be cleaned up from there.
      guard here.state == .paused || here.state == .shutOff else {
        return .kept(
          tr("What was made at %1$@ can be removed later: neuron-vm repair --connect %2$@", uri, ShellWord.quoted(uri)))
      }
      throw Self.libvirtError(error)
    }
    do throws(LibvirtError) {
      let result = try await finishMove(id, here: here, target: target, keepsSource: keepsSource)
      await target.disconnect()
      return result
    } catch {
      await target.disconnect()
      throw error
    }
  }

  private func finishMove(
    _ id: UUID, here: MoveHalf, target: Hypervisor, keepsSource: Bool
  ) async throws(LibvirtError) -> Result {
    var result = Result.done
    let there = try await find(id, on: target.connection)
    switch MoveEnding(here: here, there: there, keepsSource: keepsSource) {
    case .goesOnThere(let undefines):
      try await connection.withDomain(id, .long) { domain throws(LibvirtError) in try domain.destroy() }
      if undefines { try await undefine(id) }
    case .goesOnHere:
      try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.resume() }
    case .removesDefinition: try await undefine(id)
    case .waits:
      throw LibvirtError(
        code: .resourceBusy, message: tr("The target's libvirt has not ended its half of the move yet."))
    case .isTwice:
      let name = try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.name }
      throw LibvirtError(
        code: .operationFailed,
        message: tr(
          "“%1$@” goes on here and at %2$@, and each destroys the disks of the other. It was moved, so end the one here: neuron-vm force-stop %3$@ – and then: neuron-vm repair",
          name, target.choice.uri, ShellWord(name)))
    case .nothing: result = .notBegun
    }
    // What was made at the target for a machine that never came.
    do throws(NeuronError) {
      if try await !target.repair().isEmpty { result = .done }
    } catch {
      throw Self.libvirtError(error)
    }
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
      // It has come, and the disk is its own from now on, whatever becomes of it later.
      if found.isPersistent || found.hasArrived(isPersistent: false) { return .notBegun }
      // libvirt is about to end the half that arrived.
      throw LibvirtError(code: .resourceBusy, message: "the machine that was being moved is still there")
    }
    return try await removeDisk(volume, pool: pool, isNew: true) { disk throws(LibvirtError) in
      try disk.info().capacity == size
    }
  }

  private func find(
    _ id: UUID, on connection: Connection
  ) async throws(LibvirtError) -> MoveHalf? {
    do throws(LibvirtError) {
      let (status, isPersistent) = try await connection.withDomain(id) { domain throws(LibvirtError) in
        (try domain.status(), try domain.isPersistent)
      }
      return MoveHalf(state: MachineState(status.state), reason: status.reason, isPersistent: isPersistent)
    } catch {
      guard error.code == .noDomain else { throw error }
      return nil
    }
  }
}
