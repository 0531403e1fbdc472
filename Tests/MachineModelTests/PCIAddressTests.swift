import MachineModel
import Testing
import XML

struct PCIAddressTests {
  @Test func `an address is read with and without its domain`() throws {
    let address = try PCIAddress(parsing: "0000:0a:1f.7")
    #expect((address.domain, address.bus, address.slot, address.function) == (0, 10, 31, 7))
    #expect(try PCIAddress(parsing: "0A:1F.7") == address)
    #expect(try PCIAddress(parsing: "10de:ff:00.0").description == "10de:ff:00.0")
    let behind = try PCIAddress(parsing: "10000:e1:00.0")
    #expect(behind.description == "10000:e1:00.0" && behind.isBehindVMD && !address.isBehindVMD)
    #expect(PCIHostDevice(functions: [behind])?.elements.first?.first("source", "address")?["domain"] == "0x10000")
  }

  @Test(arguments: [
    "", "01:00", "0000:01:00", "zz:yy:xx.w", "0000:01:20.0", "0000:01:00.8", "0:1:0.0", "100000000:00:00.0",
    "000:01:00.0", "0000:001:00.0", "01:00.0.0",
    "0000:01:00.00", " 01:00.0", "+1:00.0", "0x00:01:00.0", "1:2:3:4.5", "０1:00.0",
  ])
  func `another form is refused`(text: String) {
    #expect(throws: PCIAddressError.malformed(text)) { try PCIAddress(parsing: text) }
  }

  @Test func `addresses sort by place and know their device`() throws {
    let addresses = try ["0000:02:00.0", "0000:01:00.1", "0000:01:00.0"].map { try PCIAddress(parsing: $0) }
    #expect(addresses.sorted().map(\.description) == ["0000:01:00.0", "0000:01:00.1", "0000:02:00.0"])
    #expect(addresses[1].isSameDevice(as: addresses[2]) && !addresses[0].isSameDevice(as: addresses[1]))
  }

  @Test func `a card has functions of one device only`() throws {
    let functions = try ["0000:01:00.1", "0000:01:00.0", "0000:01:00.1"].map { try PCIAddress(parsing: $0) }
    #expect(PCIHostDevice(functions: functions)?.functions.map(\.function) == [0, 1])
    #expect(PCIHostDevice(functions: []) == nil)
    #expect(PCIHostDevice(functions: functions + [try PCIAddress(parsing: "0000:02:00.0")]) == nil)
  }
}
