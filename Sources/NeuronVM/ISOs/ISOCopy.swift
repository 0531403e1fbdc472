import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text

/// Copies a file into a storage pool so that it can go on after it was interrupted, and is never taken for whole before
/// it is.
///
/// First a note is put beside it, then the volume grows by what is copied, last the checksum is put there and the note
/// goes. So a pool shows at every moment, to everybody, what is whole; no journal is needed.
struct ISOCopy: Sendable {
  let library: ISOLibrary
  let source: InputFile
  let pool: String
  let name: String
  let progress: @Sendable (ISOCopyProgress) -> Void

  private var volumes: PoolVolumes { PoolVolumes(hypervisor: library.hypervisor, pool: pool) }
  private var noteName: String { name + ISONote.ending }

  /// How long libvirt may take for one packet.
  private static let packetDeadline = Duration.seconds(60)

  /// Copies from the beginning, or from where an earlier copy ended; returns the checksum of the whole.
  ///
  /// Throws `copyUnfinished` when what was copied is kept.
  func perform(_ start: ISOCopyStart) async throws(NeuronError) -> (checksum: SHA256Digest, resumedAt: UInt64) {
    var offset: UInt64 = 0
    if case .resume(let place) = start, try await hasSameBytes(before: place) { offset = place }
    if offset == 0, start != .fresh {
      try await volumes.remove(name)
      try await volumes.remove(noteName)
    }
    if offset == 0 {
      // Somebody else may have begun at the same moment, under another address of this hypervisor or as another user.
      guard try await volumes.create(noteName) else { throw .refused([.isoBusy(name)]) }
    }
    do throws(NeuronError) {
      try await volumes.put(ISONote(copying: source.identity).bytes, in: noteName)
      if offset == 0 {
        guard try await volumes.create(name) else {
          // Another program has put one there, which is whole for all we know.
          try await volumes.remove(noteName)
          throw .refused([.isoBusy(name)])
        }
      }
      let checksum = try await copy(from: offset)
      progress(.init(phase: .finishing, done: source.size, total: source.size))
      try await finish(checksum)
      return (checksum, offset)
    } catch {
      throw await unfinished(error)
    }
  }

  // MARK: - Bytes

  private func copy(from offset: UInt64) async throws(NeuronError) -> SHA256Digest {
    source.willReadInOrder()
    let total = source.size
    let file = try await volumes.file(name)
    let reader = ISOSource(source, pieceSize: file == nil ? ISOSource.packetsSize : ISOSource.usualSize)
    let report = progress
    try await reader.skip(to: offset) { report(.init(phase: .comparing, done: $0, total: total)) }
    guard offset < total else { return await reader.digest }
    do {
      if let file {
        try await write(reader, to: file, from: offset)
      } else {
        try await library.connection.upload(
          to: .name(name, pool: pool), offset: offset, length: total - offset, deadline: Self.packetDeadline,
          progress: { report(.init(phase: .copying, done: offset + $0, total: total)) },
          from: { try await reader.next() })
      }
    } catch {
      throw NeuronError(copying: error, at: library.hypervisor.choice.uri)
    }
    return await reader.digest
  }

  /// The pool's file is this user's own, here: no need to send it through a socket.
  ///
  /// As with libvirt's own uploads nobody waits until the disk has it: what a power cut takes away is missing at the end,
  /// which the medium's own size tells.
  private func write(_ reader: ISOSource, to file: VolumeFile, from offset: UInt64) async throws {
    var place = offset
    while case let bytes = try await reader.next(), !bytes.isEmpty {
      if Task.isCancelled { throw NeuronError.cancelled }
      try file.write(bytes, at: place)
      place += UInt64(bytes.count)
      progress(.init(phase: .copying, done: place, total: source.size))
    }
  }

  /// Whether what an earlier copy left begins and ends like the file: a computer that lost its power may have kept a
  /// file's length and lost its content.
  private func hasSameBytes(before end: UInt64) async throws(NeuronError) -> Bool {
    let granule = ISOCopyStart.granularity
    guard end >= granule, let facts = try await volumes.facts(name) else { return false }
    let volume = VolumeBytes(library.hypervisor, .name(name, pool: pool), path: facts.path)
    for range in [0..<granule, end - granule..<end] {
      let there = try await volume.bytes(range)
      do throws(FileError) {
        guard try source.read(at: range.lowerBound, count: range.count) == there else { return false }
      } catch {
        throw NeuronError(error)
      }
    }
    return true
  }

  // MARK: - The end

  private func finish(_ checksum: SHA256Digest) async throws(NeuronError) {
    let current: FileIdentity
    do throws(FileError) {
      current = try source.currentIdentity()
      guard current.hasContent(of: source.identity) else { throw ISOSource.changed(source) }
    } catch {
      throw NeuronError(error)
    }
    try await volumes.refresh()
    guard let size = try await volumes.facts(name)?.size, size == source.size else {
      throw .hypervisor(doing: tr("Copying “%1$@”", name), detail: tr("the copy has not the size of the file"))
    }
    let text = ISOCompanion.checksumText(checksum, of: name)
    try await volumes.put(Array(text.utf8), in: name + ISOLibrary.checksumEnding)
    try await volumes.remove(noteName)
  }

  /// Keeps what was copied when it is of use, and says so; else removes it.
  private func unfinished(_ error: NeuronError) async -> NeuronError {
    // A cancelled task gets no more answers.
    await Task {
      switch error {
      case .diskFull, .file:
        // Neither may a full disk stay full, nor is a part of a changed file of use to anybody.
        try? await volumes.remove(name)
        try? await volumes.remove(noteName)
        return error
      case .hypervisor where await volumes.isFull:
        try? await volumes.remove(name)
        try? await volumes.remove(noteName)
        return .diskFull(detail: error.detail ?? "")
      // Another process has it.
      case .refused: return error
      default: return .copyUnfinished(name: name, cause: error)
      }
    }.value
  }
}
