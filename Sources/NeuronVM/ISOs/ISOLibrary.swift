import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// The ISOs in the storage pools of a hypervisor.
struct ISOLibrary: Sendable {
  let hypervisor: Hypervisor

  /// The pool that we make for them.
  static let poolName = "isos"
  /// What is behind an ISO's name in the name of the file with its checksum, which `sha256sum --check` reads too.
  static let checksumEnding = ".sha256"

  var connection: Connection { hypervisor.connection }

  /// Where our pool is when it has to be made.
  ///
  /// On a system it is the folder that the distributions' access rules (SELinux) set apart for such media.
  var standardPath: String {
    hypervisor.choice.isSession ? hypervisor.directories.data + "/libvirt/isos" : "/var/lib/libvirt/isos"
  }

  /// A pool, and what is in it.
  struct Shelf: Sendable {
    let pool: String
    let isOurs: Bool
    /// All its files by their names.
    let volumes: [String: ISOVolumeFacts]

    /// The ISOs by name.
    var isos: [ISOVolumeFacts] {
      volumes.values.filter(\.isISO).sorted { $0.name < $1.name }
    }

    /// Whether an ISO is still being copied, or was left so.
    func isUnfinished(_ name: String) -> Bool { volumes[name + ISONote.ending] != nil }
  }

  /// All active pools of files; a pool that cannot be read is left out.
  func shelves() async throws(NeuronError) -> [Shelf] {
    let pools = try await hypervisor.asking(tr("Listing the storage pools")) { () async throws(LibvirtError) in
      try await hypervisor.storagePools()
    }
    let shelves = await withTaskGroup(of: Shelf?.self) { group in
      for pool in pools where pool.isActive { group.addTask { try? await shelf(pool.name) } }
      var shelves: [Shelf] = []
      for await shelf in group { if let shelf { shelves.append(shelf) } }
      return shelves
    }
    return shelves.sorted { ($0.isOurs ? 0 : 1, $0.pool) < ($1.isOurs ? 0 : 1, $1.pool) }
  }

  /// What is in a pool now; nil when it holds no files.
  func shelf(_ pool: String) async throws(NeuronError) -> Shelf? {
    let isOurs = pool == Self.poolName
    return try await hypervisor.asking(tr("Reading the storage pool")) { () async throws(LibvirtError) in
      try await connection.withStoragePool(named: pool, .long, deadline: .seconds(60)) {
        reference throws(LibvirtError) in
        guard StoragePoolDefinition.isFolder(try? Element(parsing: try reference.xml())) else { return nil }
        // What somebody has copied there himself is only listed after another look.
        try? reference.refresh()
        var volumes: [String: ISOVolumeFacts] = [:]
        for xml in try reference.volumeDocuments() {
          if let facts = ISOVolumeFacts(pool: pool, xml: xml) { volumes[facts.name] = facts }
        }
        return Shelf(pool: pool, isOurs: isOurs, volumes: volumes)
      }
    }
  }

  /// The ISOs on a shelf, with what they are.
  ///
  /// - Parameter name: The only one that is wanted; nil for all.
  func records(of shelf: Shelf, only name: String? = nil) async -> [ISORecord] {
    var records: [ISORecord] = []
    for facts in shelf.isos where name == nil || facts.name == name { records.append(await record(facts, on: shelf)) }
    return records
  }

  private func record(_ facts: ISOVolumeFacts, on shelf: Shelf) async -> ISORecord {
    var unfinished: ISORecord.Unfinished?
    if let note = shelf.volumes[facts.name + ISONote.ending] {
      let read = await self.note(note)
      unfinished = .init(total: read?.total, isUnderWay: read?.isUnderWay ?? false)
    }
    return ISORecord(
      name: facts.name, pool: shelf.pool, path: facts.path, size: facts.size, isOurs: shelf.isOurs,
      unfinished: unfinished, checksum: unfinished == nil ? await checksum(of: facts, on: shelf)?.description : nil,
      recognised: unfinished == nil ? try? await recognise(facts) : nil)
  }

  /// The note about a copy; nil when it cannot be read.
  func note(_ facts: ISOVolumeFacts) async -> ISONote? {
    try? await ISONote(content(of: facts, upTo: ISONote.size))
  }

  /// The checksum that was kept for an ISO; nil when there is none, or when the ISO was changed after it.
  func checksum(of facts: ISOVolumeFacts, on shelf: Shelf) async -> SHA256Digest? {
    guard let kept = shelf.volumes[facts.name + Self.checksumEnding], !facts.isNewer(than: kept),
      let bytes = try? await content(of: kept, upTo: 4096)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: " ").first.flatMap(SHA256Digest.init(hexadecimal:))
  }

  /// The files beside an ISO that are of our making.
  func companions(of name: String, on shelf: Shelf) async -> [ISOCompanionFile] {
    var found: [ISOCompanionFile] = []
    for companion in ISOCompanion.allCases {
      guard let facts = shelf.volumes[name + companion.ending],
        let bytes = try? await content(of: facts, upTo: ISOCompanion.longest), companion.isOurs(bytes, of: name)
      else { continue }
      found.append(ISOCompanionFile(companion, facts, bytes))
    }
    return found
  }

  private func content(of facts: ISOVolumeFacts, upTo limit: Int) async throws(NeuronError) -> [UInt8] {
    let volume = VolumeBytes(hypervisor, .name(facts.name, pool: facts.pool), path: facts.path)
    return try await volume.bytes(0..<min(UInt64(limit), volume.size ?? facts.size))
  }

  /// What an ISO is; asked once for each state of its file.
  func recognise(_ facts: ISOVolumeFacts) async throws(NeuronError) -> RecognisedMedium {
    let cache = MediumCache(directories: hypervisor.directories)
    let key = [hypervisor.choice.uri, facts.path, String(facts.size), facts.modified].joined(separator: " ")
    if let known = cache.volume(key) { return known }
    let bytes = VolumeBytes(hypervisor, .name(facts.name, pool: facts.pool), path: facts.path)
    let found = try await MediumRecognition(directories: hypervisor.directories).recognise(
      size: bytes.size ?? facts.size
    ) { range throws(NeuronError) in try await bytes.bytes(range) }
    // Without that, two states of a file cannot be told apart.
    if !facts.modified.isEmpty { cache.remember(key, volume: found) }
    return found
  }
}
