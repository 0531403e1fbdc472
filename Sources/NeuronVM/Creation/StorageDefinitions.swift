import FoundationEssentials
import Libvirt
import MachineModel
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

/// The XML of a new qcow2 disk, which takes space as it is written.
struct DiskVolumeDefinition {
  let name: String
  let capacity: ByteCount

  var element: Element {
    Element("volume") {
      Element("name") { name }
      Element("capacity", ["unit": "bytes"]) { String(capacity.bytes) }
      Element("allocation", ["unit": "bytes"]) { "0" }
      Element("target") { Element("format", ["type": "qcow2"]) }
    }
  }
}

extension Element {
  /// The XML, with libvirt's own error for a character that XML cannot hold.
  func textForLibvirt() throws(LibvirtError) -> String {
    do {
      return try xmlText()
    } catch {
      throw LibvirtError(code: .xmlError, message: "\(error)")
    }
  }
}
