import FoundationEssentials
import XML

/// The XML of a storage pool that is a folder.
struct StoragePoolDefinition {
  let id: UUID
  let name: String
  let path: String

  var element: Element {
    Element("pool", ["type": "dir"]) {
      Element("name") { name }
      Element("uuid") { id.uuidString.lowercased() }
      Element("target") { Element("path") { path } }
    }
  }

  /// Whether a pool of libvirt's is a folder, so that its volumes are files.
  static func isFolder(_ pool: Element?) -> Bool { ["dir", "fs", "netfs"].contains(pool?["type"]) }

  /// Where the pool of a libvirt document keeps its volumes; nil when it says nothing of that.
  static func path(inXML xml: String) -> String? {
    (try? Element(parsing: xml))?.first("target", "path")?.text
  }
}
