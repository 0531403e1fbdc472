import Libvirt
import MachineModel

/// Copies the bytes of a disk of a machine that is off, through this process.
struct DiskTransfer: Sendable {
  let from: Connection
  let to: Connection
  let disk: MigrationDisk
  /// When it has to be over, and how long that was from the beginning of the move.
  let end: ContinuousClock.Instant
  let limit: Duration

  /// How long one packet may take: a disk may have to wake up.
  private static let patience = Duration.seconds(120)

  /// - Parameter stopped: The error for an end before all was copied.
  func perform(
    progress: @Sendable (MigrationProgress) async -> Void, stopped: (MigrationFailure) -> NeuronError
  ) async throws(NeuronError) {
    do throws(LibvirtError) {
      let reading = try await from.withStorageVolume(disk.source, .long) { volume throws(LibvirtError) in
        try volume.download()
      }
      let writing = try await to.withStorageVolume(.name(disk.volume, pool: disk.pool), .long) {
        volume throws(LibvirtError) in try volume.upload()
      }
      var count: UInt64 = 0
      while case let bytes = try await reading.receive(deadline: Self.patience), !bytes.isEmpty {
        try await writing.send(bytes, deadline: Self.patience)
        count += UInt64(bytes.count)
        await progress(.copied(count, of: max(count, disk.allocation.bytes)))
        if ContinuousClock.now > end { throw LibvirtError(code: .deadlineExceeded, message: "") }
        if Task.isCancelled { throw LibvirtError(code: .cancelled, message: "") }
      }
      try await reading.finish(deadline: Self.patience)
      try await writing.finish(deadline: Self.patience)
    } catch {
      switch error.code {
      case .cancelled: throw stopped(.stopped)
      case .deadlineExceeded where ContinuousClock.now > end: throw stopped(.timedOut(limit))
      default:
        guard case .notMoved(let name, let state, let why, _) = stopped(.failed) else { throw stopped(.failed) }
        throw .notMoved(machine: name, state: state, why: why, detail: error.message)
      }
    }
  }
}
