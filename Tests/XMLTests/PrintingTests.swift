import Testing
import XML

struct PrintingTests {
  @Test func `elements are laid out with two spaces and text stays on its line`() throws {
    let domain = Element("domain", ["type": "kvm"]) {
      Element("name") { "web" }
      Element("devices") {
        Element("disk", ["type": "file"]) { Element("source", ["file": "/a.qcow2"]) }
        Node.comment(" none ")
      }
      Element("pm")
    }
    #expect(
      try domain.xmlText() == """
        <domain type="kvm">
          <name>web</name>
          <devices>
            <disk type="file">
              <source file="/a.qcow2"/>
            </disk>
            <!-- none -->
          </devices>
          <pm/>
        </domain>

        """)
  }

  @Test func `mixed content is left as it is`() throws {
    let text = "<p>one <b>two<i/></b> three<!-- four --></p>\n"
    #expect(try Element(parsing: text).xmlText() == text)
  }

  @Test func `every character that XML can hold comes back from libxml2`() throws {
    // All of the first plane's start, every border of the allowed ranges, and a sample of the rest.
    let borders: [UInt32] = [0x9, 0xA, 0xD, 0xD7FF, 0xE000, 0xFDD0, 0xFFFD, 0x10000, 0x1FFFE, 0x10FFFF]
    let values = Array(0x20...0x2FFF) + borders + stride(from: 0x3000, to: 0x10FFFF, by: 97)
    let scalars = values.filter { $0 != 0xFFFE && $0 != 0xFFFF }.compactMap(Unicode.Scalar.init)
    #expect(scalars.count > 12_000)
    for scalar in scalars {
      let value = "a" + String(Character(scalar)) + "b"
      let element = Element("v", ["x": value]) { value }
      let again = try Element(parsing: try element.xmlText())
      #expect(again == element, "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test(arguments: [
    "&amp;", "<a/>", "]]>", "\"'", "\r\n", "\t\t", "  x  ", "\n", "\r", "<!-- -->", "{{name}}", "a\u{301}\u{200D}",
    "&#10;",
  ])
  func `a difficult value comes back from libxml2 as it was`(value: String) throws {
    let element = Element("v", ["x": value]) { value }
    #expect(try Element(parsing: try element.xmlText()) == element)
  }

  @Test(arguments: (Array(0..<0x20) + [0xFFFE, 0xFFFF]).filter { ![0x9, 0xA, 0xD].contains($0) })
  func `a character that XML cannot hold is named with its place`(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let text = "ok" + String(Character(scalar))
    let inText = Element("domain") { Element("name") { text } }
    #expect(throws: XMLError.character(scalar, place: "domain/name")) { try inText.xmlText() }
    let inValue = Element("domain") { Element("disk") { Element("source", ["file": text]) } }
    #expect(throws: XMLError.character(scalar, place: "domain/disk/source/@file")) { try inValue.xmlText() }
    #expect(Element.impossibleCharacter(in: text) == scalar)
  }

  @Test(arguments: ["", "a b", "1a", "a>", "a:b", "-a", "ä/", "<", "a\u{0}"])
  func `a name that XML does not have is refused`(name: String) {
    #expect(throws: XMLError.self) { try Element(name).xmlText() }
    #expect(throws: XMLError.self) { try Element(name: "a", attributes: [Attribute(name, "1")]).xmlText() }
  }

  @Test(arguments: ["a--b", "a-", "--", "\r"])
  func `a comment that would end early is refused`(text: String) {
    #expect(throws: XMLError.self) { try Element("a") { Node.comment(text) }.xmlText() }
  }

  @Test func `namespaces are declared once, where they are needed`() throws {
    let element = Element("domain") {
      Element("metadata") {
        Element("machine", prefix: "n", namespace: "urn:n") { Element("template", prefix: "n", namespace: "urn:n") }
      }
    }
    #expect(
      try element.xmlText() == """
        <domain>
          <metadata>
            <n:machine xmlns:n="urn:n">
              <n:template/>
            </n:machine>
          </metadata>
        </domain>

        """)
  }

  @Test(arguments: [
    "<a xmlns='u'><b xmlns=''><c xmlns='v'/></b></a>", "<p:a xmlns:p='u'><p:b xmlns:p='v' p:x='1'/><p:c/></p:a>",
    "<a p:x='1' xmlns:p='u?a&amp;b=%20&apos;'/>", "<a xml:space='preserve'>x</a>", "<a xmlns='u' xmlns:p='u' p:x='1'/>",
  ])
  func `any use of namespaces comes back from libxml2 as it was`(text: String) throws {
    let element = try Element(parsing: text)
    #expect(try Element(parsing: try element.xmlText()) == element)
  }

  @Test func `a prefix cannot stand for two namespaces or for none`() {
    let clash = Element(
      name: "a", prefix: "p", namespace: "u",
      attributes: [Attribute("x", "1", prefix: "p", namespace: "v")])
    #expect(throws: XMLError.self) { try clash.xmlText() }
    #expect(throws: XMLError.self) { try Element(name: "a", prefix: "p").xmlText() }
    #expect(throws: XMLError.self) { try Element(name: "a", prefix: "xmlns", namespace: "u").xmlText() }
  }
}
