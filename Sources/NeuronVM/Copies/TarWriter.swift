import Files
import MachineModel
import Synchronization
import Text

/// Writes a tar archive, member by member; each is hashed on its way.
///
/// Owned by one task.
final class TarWriter: Sendable {
  /// A member that is in the archive.
  struct Written: Sendable {
    let name: String
    let size: UInt64
    let digest: SHA256Digest
  }

  private let file: OutputFile
  private let end = Mutex<UInt64>(0)

  init(_ file: OutputFile) { self.file = file }

  /// A member whose size is known when all of it has come.
  final class Part: Sendable {
    fileprivate let name: String
    fileprivate let start: UInt64
    private let file: OutputFile
    private let state: Mutex<(size: UInt64, hash: SHA256)>

    fileprivate init(_ name: String, at start: UInt64, of file: OutputFile) {
      self.name = name
      self.start = start
      self.file = file
      state = Mutex((0, SHA256()))
    }

    /// How many bytes have come.
    var size: UInt64 { state.withLock { $0.size } }

    fileprivate var digest: SHA256Digest { state.withLock { $0.hash.digest } }

    /// Adds bytes; blocks while the disk works.
    func append(_ bytes: [UInt8]) throws(NeuronError) {
      do throws(FileError) {
        try file.write(bytes, at: start + 512 + size)
      } catch {
        throw NeuronError(error)
      }
      state.withLock { state in
        state.size += UInt64(bytes.count)
        state.hash.update(bytes.span)
      }
    }
  }

  /// Adds a small member.
  func add(_ name: String, _ bytes: [UInt8]) throws(NeuronError) -> Written {
    let part = try begin(name)
    try part.append(bytes)
    return try end(part)
  }

  /// Begins a member; one at a time.
  func begin(_ name: String) throws(NeuronError) -> Part { Part(name, at: end.withLock { $0 }, of: file) }

  /// Writes the header of a member that is whole.
  func end(_ part: Part) throws(NeuronError) -> Written {
    guard let header = TarHeader.block(name: part.name, size: part.size) else {
      throw .file(path: file.path, reason: tr("“%1$@” is no name for a file in an archive", part.name))
    }
    let padding = [UInt8](repeating: 0, count: Int((512 - part.size % 512) % 512))
    let next: UInt64
    do throws(FileError) {
      try file.write(header, at: part.start)
      next = try file.write(padding, at: part.start + 512 + part.size)
    } catch {
      throw NeuronError(error)
    }
    end.withLock { $0 = next }
    return Written(name: part.name, size: part.size, digest: part.digest)
  }

  /// Ends the archive and puts it in its place, once the disk has all of it.
  func finish(replaces: Bool) throws(NeuronError) {
    do throws(FileError) {
      try file.write([UInt8](repeating: 0, count: 1024), at: end.withLock { $0 })
      try file.finish(replaces: replaces)
    } catch {
      throw NeuronError(error)
    }
  }
}
