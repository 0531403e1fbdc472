import XML

/// The XML of a storage pool that is a folder.
struct StoragePoolDefinition {
  let name: String
  let path: String

  var element: Element {
    Element("pool", ["type": "dir"]) {
      Element("name") { name }
      Element("target") { Element("path") { path } }
    }
  }
}
