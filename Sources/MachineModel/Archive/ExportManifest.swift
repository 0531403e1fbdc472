public import FoundationEssentials

/// The last member of an export: what is in it, and the checksum of each part.
///
/// docs/copies.md describes the format. From a file it is a stranger's, and bounded.
public struct ExportManifest: Hashable, Sendable, Codable {
  /// What tells the format.
  private var format = Self.formatName
  /// Its version; a reader takes those that it knows.
  public var version = 1
  /// The machine's name where it was.
  public let machine: String
  /// Its UUID there.
  public let uuid: UUID
  /// When it was written.
  public let created: Date
  /// The parts, in the order of the archive.
  public let members: [Member]
  /// What of the machine is not in it, in words.
  public let leftOut: [String]

  /// The name of the manifest in the archive.
  public static let member = "manifest.json"
  private static let formatName = "neuron-vm export"

  /// What a part is.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// libvirt's XML.
    case definition
    /// A disk, as qcow2.
    case disk
    /// The firmware's variables.
    case firmwareVariables
    /// The kernel that it starts without a boot loader.
    case kernel
    /// The first file system for that kernel.
    case initrd

    /// How large such a part may be, in bytes, where it is kept in memory; nil for any size.
    public var mostBytes: UInt64? {
      switch self {
      case .definition: 4 << 20
      case .firmwareVariables: 64 << 20
      case .kernel, .initrd: 512 << 20
      case .disk: nil
      }
    }
  }

  /// A part.
  public struct Member: Hashable, Sendable, Codable {
    /// Its name in the archive.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// Its size.
    public let sizeBytes: UInt64
    /// Its checksum, 64 hexadecimal digits in lower case.
    public let sha256: String
    /// Of a disk: what its bus calls it, `vda`.
    public var target: String?

    /// Describes a part.
    public init(name: String, kind: Kind, sizeBytes: UInt64, sha256: String, target: String? = nil) {
      self.name = name
      self.kind = kind
      self.sizeBytes = sizeBytes
      self.sha256 = sha256
      self.target = target
    }

    fileprivate var isGood: Bool {
      let isWhole = sha256.utf8.count == 64 && sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase }
      return isWhole && sizeBytes > 0 && sizeBytes <= kind.mostBytes ?? .max && (kind != .disk || target != nil)
    }
  }

  /// Describes an export.
  public init(machine: String, uuid: UUID, created: Date, members: [Member], leftOut: [String]) {
    self.machine = machine
    self.uuid = uuid
    self.created = created
    self.members = members
    self.leftOut = leftOut
  }

  /// Reads a manifest.
  public init(parsing bytes: [UInt8]) throws(ExportManifestError) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let manifest = try? decoder.decode(Self.self, from: Data(bytes)), manifest.format == Self.formatName,
      manifest.members.count <= 200, manifest.members.allSatisfy(\.isGood),
      Set(manifest.members.map(\.name)).count == manifest.members.count,
      Kind.allCases.allSatisfy({ kind in kind == .disk || manifest.members.count { $0.kind == kind } <= 1 }),
      manifest.leftOut.count <= 100
    else { throw .unreadable }
    guard manifest.version == 1 else { throw .laterVersion }
    self = manifest
  }

  /// The one part of a kind that there is once; nil when it is not in it.
  public func part(_ kind: Kind) -> Member? { members.first { $0.kind == kind } }

  /// What stands in the archive.
  public func encoded() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array((try? encoder.encode(self)) ?? Data()) + [UInt8(ascii: "\n")]
  }
}

/// Why a text is no manifest of an export.
public enum ExportManifestError: Error, Hashable, Sendable {
  /// It is something else, or not bounded as it has to be.
  case unreadable
  /// A later version of the program has written it.
  case laterVersion
}
