import Testing
import XML

struct ParsingTests {
  @Test func `elements, attributes, text and comments are kept in order`() throws {
    let domain = try Element(
      parsing: """
        <?xml version="1.0"?>
        <!-- made by hand -->
        <domain type='kvm' id="3">
          <name>web &amp; mail</name>
          <!-- two cards -->
          <devices><disk/><disk device="cdrom"/></devices>
        </domain>
        """)
    #expect(domain.attributes == [Attribute("type", "kvm"), Attribute("id", "3")])
    #expect(domain.first("name")?.text == "web & mail")
    #expect(domain.children.contains(.comment(" two cards ")))
    #expect(domain.all("devices", "disk").map { $0["device"] } == [nil, "cdrom"])
    #expect(domain.first("devices", "disk") == Element("disk"))
    #expect(domain.first("devices", "video") == nil && domain.all("video", "disk").isEmpty)
  }

  @Test func `white space that lays out elements is dropped and any other is kept`() throws {
    let element = try Element(parsing: "<a>\n  <b> </b>\n  <c>x <d/> y</c>\n</a>")
    #expect(
      element
        == Element("a") {
          Element("b") { " " }
          Element("c") {
            "x "
            Element("d")
            " y"
          }
        })
  }

  @Test func `CDATA, references and dropped instructions become one text`() throws {
    let element = try Element(parsing: "<a>1<![CDATA[<2>]]>&#51;<?php 4 ?>&lt;&gt;&quot;&apos;&amp;</a>")
    #expect(element.children == [.text("1<2>3<>\"'&")])
  }

  @Test func `namespaces are known by their URI whatever their prefix`() throws {
    let element = try Element(parsing: "<a xmlns='u' xmlns:p='v' p:x='1' x='2'><p:b/><c xmlns=''/></a>")
    #expect(element.namespace == "u" && element.prefix == nil)
    #expect(element["x", in: "v"] == "1" && element["x"] == "2" && element["x", in: "w"] == nil)
    #expect(element.first("b", in: "v")?.qualifiedName == "p:b")
    #expect(element.first("c")?.namespace == nil)
  }

  @Test(arguments: [
    "<a><b></a>", "<a", "<a/><b/>", "<a x=1/>", "<a x='1' x='2'/>", "text", "<a>&nbsp;</a>", "<a>&#0;</a>", "<p:a/>",
    "<a>&#xFFFF;</a>", "<a>\u{1}</a>", "<a x='<'/>", "<!-- no root -->", "<a>]]></a>", "<1/>",
    "<a xmlns='no URI <'/>", "<a xmlns:p='no URI'/>", "<a xmlns:p=''/>", "<a p:x='1'/>",
  ])
  func `malformed text is refused with its line`(text: String) {
    #expect {
      try Element(parsing: text)
    } throws: { error in
      guard case .malformed(let line, let reason) = error as? XMLError else { return false }
      return line >= 1 && !reason.isEmpty
    }
  }

  @Test func `the line of the fault is told`() {
    #expect {
      try Element(parsing: "<a>\n\n  <b>\n</a>")
    } throws: { error in
      if case .malformed(line: 4, _)? = error as? XMLError { true } else { false }
    }
  }

  @Test(arguments: ["", " ", "\n\t"])
  func `an empty text is an error of its own`(text: String) {
    #expect(throws: XMLError.empty) { try Element(parsing: text) }
  }

  @Test func `a NUL does not end the text early`() {
    #expect(throws: XMLError.character("\0", place: "")) { try Element(parsing: "<a/>\0<b>") }
  }

  @Test(arguments: [
    "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>",
    "<!DOCTYPE a [", "<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'http://example.org/x.dtd'><a/>",
  ])
  func `a document type is refused before anything in it is read`(text: String) {
    #expect(throws: XMLError.documentType) { try Element(parsing: text) }
  }

  @Test func `an inclusion is an element like any other`() throws {
    let text = "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='/etc/hostname' parse='text'/></a>"
    let element = try Element(parsing: text)
    #expect(element.elements.map(\.name) == ["include"] && element.text.isEmpty)
  }

  @Test func `two hundred levels are read and a thousand are refused`() throws {
    func nested(_ levels: Int) -> String {
      String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
    }
    #expect(try Element(parsing: nested(200)).first("a", "a", "a") != nil)
    #expect(throws: XMLError.self) { try Element(parsing: nested(1000)) }
    #expect(throws: XMLError.self) { try Element(parsing: nested(1_000_000)) }
  }

  @Test(arguments: ["ISO-8859-1", "UTF-16", "US-ASCII", "UTF-8", "no-such-thing"])
  func `what a text says of its encoding is not believed`(encoding: String) throws {
    let element = try Element(parsing: "<?xml version='1.0' encoding='\(encoding)'?><name>Büro 💻</name>")
    #expect(element.text == "Büro 💻")
  }

  @Test func `a byte order mark is skipped`() throws {
    #expect(try Element(parsing: "\u{FEFF}<a/>").name == "a")
  }

  // The limit is for work that grows with the square of the length: it would take hours.
  @Test(.timeLimit(.minutes(2)))
  func `a text of millions of characters comes back whole`() throws {
    let long = String(repeating: "<&é\u{FFFD}", count: 500_000)
    let text = try Element("a", ["x": long]) { long }.xmlText()
    let element = try Element(parsing: text)
    #expect(element.text == long && element["x"] == long)
  }
}
