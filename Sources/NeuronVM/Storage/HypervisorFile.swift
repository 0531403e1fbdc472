import FoundationEssentials

/// A file of the hypervisor's computer that is in no storage pool; libvirt looks at it through a ``FolderPool``.
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
}
