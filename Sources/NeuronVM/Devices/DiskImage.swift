import Libvirt
import MachineModel
import XML

/// What libvirt tells of an image on the hypervisor's storage.
struct DiskImage: Sendable, Hashable {
  /// Where machines find it.
  let path: String
  /// `qcow2`, `raw`, `iso`, …; nil when libvirt does not tell.
  let format: String?
  /// The size that a machine sees; nil when libvirt does not tell.
  let capacity: ByteCount?
  /// The space that it takes; nil when libvirt does not tell.
  let allocation: ByteCount?
  /// The image that it stands on; nil for one that stands alone.
  let backing: String?
  /// Whether it cannot be read without a key.
  let isEncrypted: Bool
  /// How a machine names it.
  let source: Disk.Source

  /// Reads a `<volume>`.
  init(path: String, volume: Element, source: Disk.Source? = nil) {
    self.path = path
    let kind = volume["type"] ?? "file"
    format = volume.first("target", "format")?["type"]
    capacity = volume.first("capacity").flatMap { UInt64($0.text) }.map { ByteCount(bytes: $0) }
    allocation = volume.first("allocation").flatMap { UInt64($0.text) }.map { ByteCount(bytes: $0) }
    isEncrypted = volume.first("target", "encryption") != nil
    backing = volume.first("backingStore", "path")?.text
    self.source = source ?? (kind == "block" ? .block(path) : .file(path))
  }

  /// The format as a machine's `<driver>` has it; nil for one that QEMU is not to be given.
  var driver: String? {
    switch format {
    case "qcow2", "raw", "qed", "vmdk", "vdi", "vpc", "vhdx": format
    case "iso", "unknown": "raw"
    default: nil
    }
  }
}
