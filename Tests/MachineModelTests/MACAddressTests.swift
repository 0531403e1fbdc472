import MachineModel
import Testing

struct MACAddressTests {
  @Test func `an address is read in either case and shown in lower`() throws {
    #expect(try MACAddress(parsing: "52:54:00:AB:cd:0F").description == "52:54:00:ab:cd:0f")
  }

  @Test(arguments: [
    "", "52:54:00:12:34", "52:54:00:12:34:56:78", "52-54-00-12-34-56", "525400123456", "52:54:00:12:34:5g",
    "52:54:00:12:34:+5", "5:54:00:12:34:56", "00:00:00:00:00:00", "52:54:00:12:34:56 ", "５２:54:00:12:34:56", ":::::",
  ])
  func `another form is refused`(text: String) {
    #expect(throws: MACAddressError.malformed(text)) { try MACAddress(parsing: text) }
  }

  @Test(arguments: ["01:00:5e:00:00:01", "ff:ff:ff:ff:ff:ff", "53:54:00:12:34:56"])
  func `a multicast address is refused`(text: String) {
    #expect(throws: MACAddressError.multicast(text)) { try MACAddress(parsing: text) }
  }

  @Test func `a random address is one that QEMU's cards have`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      let address = MACAddress.random(using: &generator)
      #expect(address.description.hasPrefix("52:54:00:"))
      #expect(try MACAddress(parsing: address.description) == address)
    }
  }
}
