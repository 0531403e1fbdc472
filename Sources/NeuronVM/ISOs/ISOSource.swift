import Files
import MachineModel
import Text

/// The file that is copied: read once, in order, and summed up on the way; always one piece ahead of who takes it.
actor ISOSource {
  private let file: InputFile
  private var hash = SHA256()
  private var offset: UInt64 = 0
  private var ahead: Task<[UInt8], any Error>?

  private let pieceSize: UInt64

  /// A piece in bytes, small enough for memory that is used again, and for being stopped soon.
  static let usualSize: UInt64 = 1 << 20
  /// The same in whole packets of libvirt's.
  static let packetsSize: UInt64 = 4 * 262_120

  init(_ file: InputFile, pieceSize: UInt64 = usualSize) {
    self.file = file
    self.pieceSize = pieceSize
  }

  /// The next piece; empty at the end.
  func next() async throws -> [UInt8] {
    let current = ahead ?? Task { try read() }
    let bytes = try await current.value
    ahead = bytes.isEmpty ? nil : Task { try read() }
    return bytes
  }

  /// Sums up what need not be copied.
  func skip(to end: UInt64, _ progress: (UInt64) -> Void) throws(NeuronError) {
    while offset < end {
      if Task.isCancelled { throw .cancelled }
      _ = try read(to: end)
      progress(offset)
    }
  }

  /// The checksum of all that was read.
  var digest: SHA256Digest { hash.digest }

  private func read(to end: UInt64? = nil) throws(NeuronError) -> [UInt8] {
    let count = Int(min(pieceSize, (end ?? file.size) - offset))
    do throws(FileError) {
      let bytes = try file.read(at: offset, count: count)
      guard bytes.count == count else { throw Self.changed(file) }
      hash.update(bytes.span)
      offset += UInt64(count)
      return bytes
    } catch {
      throw NeuronError(error)
    }
  }

  /// What is said of a file that is not any more what it was.
  static func changed(_ file: InputFile) -> FileError {
    FileError(path: file.path, reason: tr("it was changed while it was copied"))
  }
}
