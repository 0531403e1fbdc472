import Files
import FoundationEssentials
import Libvirt
import Text
import XML

/// Small things done to the volumes of one storage pool.
struct PoolVolumes: Sendable {
  let hypervisor: Hypervisor
  let pool: String

  private var connection: Connection { hypervisor.connection }

  /// Makes an empty file that grows as it is written, readable by everybody who may enter the pool's folder.
  ///
  /// Returns false when there is one of that name; of several who try, one makes it.
  @discardableResult
  func create(_ name: String) async throws(NeuronError) -> Bool {
    let volume = Element("volume") {
      Element("name") { name }
      Element("capacity", ["unit": "bytes"]) { "0" }
      Element("target") {
        Element("format", ["type": "raw"])
        Element("permissions") { Element("mode") { "0644" } }
      }
    }
    let xml: String
    do throws(LibvirtError) {
      xml = try volume.textForLibvirt()
    } catch {
      throw NeuronError(copying: error, at: hypervisor.choice.uri)
    }
    return try await asking { pool throws(LibvirtError) in
      do throws(LibvirtError) {
        _ = try pool.createVolume(xml)
        return true
      } catch {
        guard error.code == .storageVolumeExists else { throw error }
        return false
      }
    }
  }

  /// Makes a file with this content; one that is there is written over, so the content has to be as long as its.
  func put(_ bytes: [UInt8], in name: String) async throws(NeuronError) {
    if try await facts(name) == nil { try await create(name) }
    var rest = bytes
    do {
      try await connection.upload(to: .name(name, pool: pool), length: UInt64(bytes.count), deadline: .seconds(30)) {
        defer { rest = [] }
        return rest
      }
    } catch {
      throw NeuronError(copying: error, at: hypervisor.choice.uri)
    }
    try await refresh()
  }

  /// Removes a file; nothing happens when there is none.
  func remove(_ name: String) async throws(NeuronError) {
    try await asking { pool throws(LibvirtError) in
      do throws(LibvirtError) {
        try pool.withVolume(named: name) { volume throws(LibvirtError) in try volume.delete() }
      } catch {
        guard error.code == .noStorageVolume else { throw error }
      }
    }
  }

  /// What libvirt tells of a file; nil when there is none.
  func facts(_ name: String) async throws(NeuronError) -> ISOVolumeFacts? {
    let pool = pool
    return try await asking { reference throws(LibvirtError) in
      do throws(LibvirtError) {
        return try reference.withVolume(named: name) { volume throws(LibvirtError) in
          ISOVolumeFacts(pool: pool, xml: try volume.xml())
        }
      } catch {
        guard error.code == .noStorageVolume else { throw error }
        return nil
      }
    }
  }

  /// The file itself, where it is on this computer and this user may write to it.
  func file(_ name: String) async throws(NeuronError) -> VolumeFile? {
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest, let path = try await facts(name)?.path else {
      return nil
    }
    return try? VolumeFile(path: path)
  }

  /// Has libvirt look at the files again.
  func refresh() async throws(NeuronError) {
    try await asking { pool throws(LibvirtError) in try pool.refresh() }
  }

  /// Free space in bytes; nil when libvirt does not tell.
  func available() async throws(NeuronError) -> UInt64 {
    try await asking { pool throws(LibvirtError) in
      try? pool.refresh()
      return try pool.info().available
    }
  }

  /// Whether there is hardly any space left.
  var isFull: Bool {
    get async { await (try? available()).map { $0 < 1 << 20 } ?? false }
  }

  private func asking<Value: Sendable>(
    _ body: @escaping @Sendable (borrowing StoragePoolReference) throws(LibvirtError) -> Value
  ) async throws(NeuronError) -> Value {
    try await hypervisor.asking(tr("Using the storage pool “%1$@”", pool)) { () async throws(LibvirtError) in
      try await connection.withStoragePool(named: pool, .long, deadline: .seconds(60), body)
    }
  }
}

extension NeuronError {
  /// A failure of a copy: of the file, of libvirt, or of ours.
  init(copying error: any Error, at uri: String) {
    switch error {
    case let error as NeuronError: self = error
    case let error as FileError: self = NeuronError(error)
    case let error as LibvirtError: self = NeuronError(error, at: uri, doing: tr("Copying"))
    case is CancellationError: self = .cancelled
    default: self = .hypervisor(doing: tr("Copying"), detail: "\(error)")
    }
  }
}
