import XML

extension DiskVolumeDefinition {
  /// The XML of a volume that gets its content from another one.
  static func copy(_ copy: DiskCopy) -> Element {
    Element("volume") {
      Element("name") { copy.volume }
      Element("capacity", ["unit": "bytes"]) { String(copy.capacity) }
      Element("allocation", ["unit": "bytes"]) { "0" }
      Element("target") {
        Element("format", ["type": copy.format])
        // libvirt's own answer is a version of 2012, without room for what later ones keep.
        if copy.format == "qcow2" { Element("compat") { "1.1" } }
      }
    }
  }

  /// The XML of a volume that holds only what differs from another one.
  static func link(_ volume: String, to base: String, _ format: String, capacity: UInt64) -> Element {
    Element("volume") {
      Element("name") { volume }
      Element("capacity", ["unit": "bytes"]) { String(capacity) }
      Element("allocation", ["unit": "bytes"]) { "0" }
      Element("target") {
        Element("format", ["type": "qcow2"])
        Element("compat") { "1.1" }
      }
      Element("backingStore") {
        Element("path") { base }
        Element("format", ["type": format])
      }
    }
  }

  /// The XML of a volume that takes bytes as they come.
  static func raw(_ volume: String, size: UInt64) -> Element {
    Element("volume") {
      Element("name") { volume }
      Element("capacity", ["unit": "bytes"]) { String(size) }
      Element("allocation", ["unit": "bytes"]) { "0" }
      Element("target") { Element("format", ["type": "raw"]) }
    }
  }
}
