import Files
import FoundationEssentials
import Libvirt

/// The pool through which libvirt looks into a folder that is no storage pool; it lives no longer than the look.
///
/// A folder can be one pool at a time. Its UUID follows from the folder, so that the next look finds what a process left
/// that was killed, and its name from the UUID, so that everybody sees whose it is.
struct FolderPool: Hashable, Sendable {
  /// The folder.
  let path: String

  private static let prefix = "neuron-vm-"

  /// The pool's UUID: of version 8, which RFC 9562 leaves to those who make their own.
  var id: UUID {
    let digits = SHA256Digest(of: Array("neuron-vm look \(path)".utf8)).description
    func part(_ start: Int, _ count: Int) -> String { String(digits.dropFirst(start).prefix(count)) }
    let parts = [part(0, 8), part(8, 4), "8" + part(13, 3), "8" + part(17, 3), part(20, 12)]
    return UUID(uuidString: parts.joined(separator: "-")) ?? UUID()
  }

  /// The pool, for libvirt.
  func transient() throws(LibvirtError) -> TransientStoragePool {
    let id = id
    let definition = StoragePoolDefinition(id: id, name: Self.prefix + id.uuidString.lowercased(), path: path)
    return TransientStoragePool(id: id, xml: try definition.element.textForLibvirt())
  }

  /// Whether a pool of this name is one of these, of whatever folder.
  static func isName(_ pool: String) -> Bool {
    pool.hasPrefix(prefix) && UUID(uuidString: String(pool.dropFirst(prefix.count))) != nil
  }
}
