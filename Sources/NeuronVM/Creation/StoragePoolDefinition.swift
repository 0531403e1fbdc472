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

  /// Where the pool of a libvirt document keeps its volumes; nil when it says nothing of that.
  static func path(inXML xml: String) -> String? {
    (try? Element(parsing: xml))?.first("target", "path")?.text
  }
}
