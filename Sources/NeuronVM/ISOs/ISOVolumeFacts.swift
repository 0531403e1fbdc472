import FoundationEssentials
import XML

/// What libvirt tells of a volume of a pool, as far as a library of ISOs needs it.
struct ISOVolumeFacts: Hashable, Sendable {
  let pool: String
  let name: String
  let path: String
  /// Its size in bytes, as of the pool's last look.
  let size: UInt64
  /// When its content was changed last, by the hypervisor's clock; empty when it does not tell.
  let modified: String
  /// Its format, `iso` by its content.
  let format: String?

  /// Reads a volume's XML; nil when it is no file.
  init?(pool: String, xml: String) {
    guard let volume = try? Element(parsing: xml), let name = volume.first("name")?.text,
      let path = volume.first("target", "path")?.text, ["file", nil].contains(volume["type"])
    else { return nil }
    self.pool = pool
    self.name = name
    self.path = path
    size = volume.first("capacity").flatMap { UInt64($0.text) } ?? 0
    modified = volume.first("target", "timestamps", "mtime")?.text ?? ""
    format = volume.first("target", "format")?["type"]
  }

  /// Whether it is an ISO by its name or by libvirt's look at it.
  var isISO: Bool { format == "iso" || name.lowercased().hasSuffix(".iso") }

  /// Whether it was changed after another volume; false when that cannot be told.
  func isNewer(than other: ISOVolumeFacts) -> Bool {
    // Seconds, a dot, and a fraction without its last zeros.
    guard let own = Double(modified), let others = Double(other.modified) else { return false }
    return own > others
  }
}
