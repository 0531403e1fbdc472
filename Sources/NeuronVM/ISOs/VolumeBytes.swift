import Files
import Libvirt
import Text

/// Reads parts of a file of the hypervisor's computer: directly where it is this one and this user may, else through
/// libvirt.
struct VolumeBytes: Sendable {
  private let hypervisor: Hypervisor
  private let name: StorageVolumeName
  private let file: InputFile?

  /// A volume of a pool.
  init(_ hypervisor: Hypervisor, _ name: StorageVolumeName, path: String) {
    self.hypervisor = hypervisor
    self.name = name
    file = hypervisor.choice.isLocal && !hypervisor.choice.isTest ? try? InputFile(path: path) : nil
  }

  /// The size as it is now, when the file can be read directly.
  var size: UInt64? { file?.size }

  /// Bytes of it, fewer at its end.
  func bytes(_ range: Range<UInt64>) async throws(NeuronError) -> [UInt8] {
    if let file {
      do throws(FileError) {
        return try file.read(at: range.lowerBound, count: range.count)
      } catch {
        throw NeuronError(error)
      }
    }
    guard !range.isEmpty else { return [] }
    return try await hypervisor.bytes(of: name, range)
  }
}

extension Hypervisor {
  /// Bytes of a volume, through libvirt.
  func bytes(of name: StorageVolumeName, _ range: Range<UInt64>) async throws(NeuronError) -> [UInt8] {
    var result: [UInt8] = []
    do {
      try await connection.download(
        from: name, offset: range.lowerBound, length: UInt64(range.count), deadline: .seconds(30)
      ) { result += $0 }
    } catch let error as LibvirtError {
      throw NeuronError(error, at: choice.uri, doing: tr("Reading the storage volume"))
    } catch {
      throw .hypervisor(doing: tr("Reading the storage volume"), detail: "\(error)")
    }
    return Array(result.prefix(range.count))
  }
}

extension NeuronError {
  /// A file of this computer's that cannot be read or written.
  init(_ error: FileError) {
    if error.isMissing {
      self = .fileNotFound(error.path)
    } else if error.isFull {
      self = .diskFull(detail: error.path + ": " + error.reason)
    } else {
      self = .file(path: error.path, reason: error.reason)
    }
  }
}
