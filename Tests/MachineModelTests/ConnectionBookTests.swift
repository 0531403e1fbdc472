import MachineModel
import Testing

@Suite struct ConnectionBookTests {
  private func book(_ text: String) throws -> ConnectionBook { try ConnectionBook(parsing: Array(text.utf8)) }

  @Test func `what a person wrote beside the entries is kept`() throws {
    let text = """
      # at work
      office  qemu+ssh://me@office/system   # the big one

      lab qemu:///session?socket=/run/s

      """
    var book = try book(text)
    #expect(book.entries.map(\.name.description) == ["office", "lab"])
    #expect(book.text == text)
    book[try ConnectionName(parsing: "lab")] = try ConnectionAddress(parsing: "qemu+ssh://lab/system")
    book[try ConnectionName(parsing: "new")] = try ConnectionAddress(parsing: "qemu:///system")
    #expect(
      book.text == text.replacing("qemu:///session?socket=/run/s", with: "qemu+ssh://lab/system")
        + "new qemu:///system\n")
    book[try ConnectionName(parsing: "office")] = nil
    #expect(book.text == "# at work\n\nlab qemu+ssh://lab/system\nnew qemu:///system\n")
  }

  @Test func `a book that ends without a line end gets one`() throws {
    #expect(try book("a qemu:///system").text == "a qemu:///system\n")
    #expect(try book("").text.isEmpty)
    #expect(try book("\n").text == "\n")
  }

  @Test(arguments: [
    ("a qemu:///system\nb", 2), ("# x\n\na:b qemu:///system", 3), ("a nothing", 1), ("a qemu://me:secret@host/", 1),
    ("a qemu:///system\na qemu:///session", 2), ("-a qemu:///system", 1),
  ])
  func `a line that is not understood is named`(text: String, line: Int) {
    #expect {
      try book(text)
    } throws: { error in
      guard case .line(line, _)? = error as? ConnectionBookError else { return false }
      return true
    }
  }

  @Test func `bytes that are no text, and a file without an end, are refused`() {
    #expect(throws: ConnectionBookError.self) { try ConnectionBook(parsing: [0xFF, 0xFE]) }
    #expect(throws: ConnectionBookError.tooLarge) {
      try ConnectionBook(parsing: [UInt8](repeating: 0x23, count: ConnectionBook.largest + 1))
    }
  }

  @Test(arguments: [
    "qemu:///system", "qemu+ssh://me@office:22/system", "qemu:///session?socket=/run/s", "qemu+tls://[fd00::2]/system",
    "test:///default",
  ])
  func `addresses are taken as they are`(text: String) throws {
    #expect(try ConnectionAddress(parsing: text).description == text)
    #expect(try ConnectionAddress(parsing: text).isKnown)
  }

  @Test(arguments: ["esx://host/?no_verify=1", "xen+tls://host/", "lxc:///system", "vbox+ssh://me@host/session"])
  func `so is what other drivers of libvirt are reached by`(text: String) throws {
    #expect(try ConnectionAddress(parsing: text).isKnown)
  }

  @Test(arguments: ["foo://", "foo+ssh://host/", "qemu+foo://host/system", "qemu+://host/", "qemu+ssh+tls://host/"])
  func `what no libvirt knows is read, and named as such`(text: String) throws {
    #expect(try !ConnectionAddress(parsing: text).isKnown)
  }

  @Test(arguments: [
    "qemu+ssh://me:secret@host/system", "qemu+ssh://:x@host/system", "esx://host/?password=x",
    "esx://host/?a=b&Passwd=x",
  ])
  func `an address with a password is not kept`(text: String) {
    #expect(throws: ConnectionAddressError.password) { try ConnectionAddress(parsing: text) }
  }

  @Test(arguments: ["", "office", "a b:c", "qemu:///system\nx", ":x", "1:x", "qemu:///sÿ"])
  func `anything else is no address`(text: String) {
    #expect(throws: ConnectionAddressError.noAddress) { try ConnectionAddress(parsing: text) }
  }

  @Test(arguments: ["", "a:b", "qemu:///system", "a/b", "-a", ".a", "ä", "a b", String(repeating: "a", count: 65)])
  func `a name is never to be taken for an address, an option or a path`(text: String) {
    #expect(throws: ConnectionNameError.self) { try ConnectionName(parsing: text) }
  }
}
