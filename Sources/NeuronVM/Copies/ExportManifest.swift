import Files
import FoundationEssentials
import Text

/// The last member of an export: what is in it, and the checksum of each part.
///
/// docs/copies.md describes the format. From a file it is a stranger's, and bounded.
struct ExportManifest: Hashable, Sendable, Codable {
  /// What tells the format.
  var format = Self.formatName
  /// Its version; a reader takes those that it knows.
  var version = 1
  /// The machine's name where it was.
  let machine: String
  /// Its UUID there.
  let uuid: UUID
  /// When it was written.
  let created: Date
  /// The parts, in the order of the archive.
  let members: [Member]
  /// What of the machine is not in it, in words.
  let leftOut: [String]

  /// The name of the manifest in the archive.
  static let member = "manifest.json"
  private static let formatName = "neuron-vm export"

  /// What a part is.
  enum Kind: String, Hashable, Sendable, Codable {
    /// libvirt's XML.
    case definition
    /// A disk, as qcow2.
    case disk
    /// The firmware's variables.
    case firmwareVariables
  }

  /// A part.
  struct Member: Hashable, Sendable, Codable {
    let name: String
    let kind: Kind
    let sizeBytes: UInt64
    let sha256: SHA256Digest
    /// Of a disk: what its bus calls it, `vda`.
    var target: String?
  }

  init(machine: String, uuid: UUID, created: Date, members: [Member], leftOut: [String]) {
    self.machine = machine
    self.uuid = uuid
    self.created = created
    self.members = members
    self.leftOut = leftOut
  }

  /// Reads a manifest.
  init(parsing bytes: [UInt8], path: String) throws(NeuronError) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let manifest = try? decoder.decode(Self.self, from: Data(bytes)), manifest.format == Self.formatName,
      manifest.members.count <= 200, Set(manifest.members.map(\.name)).count == manifest.members.count,
      manifest.members.allSatisfy({ $0.kind != .disk || $0.target != nil }),
      // They are read into memory; no firmware has more.
      manifest.members.allSatisfy({ $0.kind != .firmwareVariables || (1...64 << 20).contains($0.sizeBytes) }),
      manifest.leftOut.count <= 100
    else {
      throw .refused([Problem(code: "export.manifest", message: tr("The manifest in “%1$@” cannot be read.", path))])
    }
    guard manifest.version == 1 else {
      throw .refused([
        Problem(
          code: "export.version", message: tr("“%1$@” was written by a later version of this program.", path),
          remedy: tr("Update this program."))
      ])
    }
    self = manifest
  }

  /// What stands in the archive.
  func encoded() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
  }
}
