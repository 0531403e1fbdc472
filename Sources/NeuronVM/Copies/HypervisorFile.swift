import FoundationEssentials
import Libvirt

/// A file of the hypervisor's computer that is in no storage pool.
///
/// libvirt looks at it through a pool that is its folder and lives no longer than the look.
struct HypervisorFile: Hashable, Sendable {
  /// Its folder.
  let folder: String
  /// Its name there.
  let name: String

  init(_ path: String) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    folder = slash == path.startIndex ? "/" : String(path[..<slash])
    name = path.isEmpty ? "" : String(path[path.index(after: slash)...])
  }

  /// The XML of such a pool; each has a name of its own.
  func poolXML() throws(LibvirtError) -> String {
    let id = UUID()
    return try StoragePoolDefinition(id: id, name: "neuron-vm-" + id.uuidString.lowercased(), path: folder).element
      .textForLibvirt()
  }
}
