import MachineModel
import XML

/// The XML of a new disk, which takes space as it is written.
struct DiskVolumeDefinition {
  let name: String
  let capacity: ByteCount
  var format = "qcow2"

  var element: Element {
    Element("volume") {
      Element("name") { name }
      Element("capacity", ["unit": "bytes"]) { String(capacity.bytes) }
      Element("allocation", ["unit": "bytes"]) { "0" }
      Element("target") { Element("format", ["type": format]) }
    }
  }
}
