import Testing
import XML

struct ElementTests {
  @Test func `an attribute is replaced in place, added at the end and removed`() {
    var disk = Element("disk", ["type": "file", "device": "disk"])
    disk["type"] = "block"
    disk["model"] = "virtio"
    #expect(disk.attributes.map(\.name) == ["type", "device", "model"] && disk["type"] == "block")
    disk["device"] = nil
    disk["snapshot"] = nil
    #expect(disk.attributes.map(\.name) == ["type", "model"])
  }

  @Test func `an element is built with conditions and loops`() {
    let isSecure = true
    let rom: String? = nil
    let element = Element("os", ["firmware": "efi"]) {
      Element("type") { "hvm" }
      if isSecure { Element("smm") } else { Element("bios") }
      if let rom { Element("rom", ["file": rom]) }
      for device in ["hd", "cdrom"] { Element("boot", ["dev": device]) }
    }
    #expect(element.elements.map(\.name) == ["type", "smm", "boot", "boot"])
    #expect(element.all("boot").compactMap { $0["dev"] } == ["hd", "cdrom"])
  }

  @Test func `the text of an element joins what stands directly inside`() {
    #expect(
      Element("a") {
        "x"
        Element("b") { "y" }
        "z"
      }.text == "xz")
    #expect(Element("a").text.isEmpty)
  }

  @Test func `a child in another namespace is not found by its bare name`() {
    let domain = Element("domain") { Element("name", prefix: "n", namespace: "urn:n") { "other" } }
    #expect(domain.first("name") == nil && domain.first("name", in: "urn:n")?.text == "other")
  }
}
