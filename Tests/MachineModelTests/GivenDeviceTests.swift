import MachineModel
import Testing
import XML

/// What stands in a machine's metadata about the devices of the host that it was given.
@Suite struct GivenDeviceTests {
  private static func card() throws -> PassthroughSubject {
    var display = PCIDevice(try PCIAddress(parsing: "0000:01:00.0"))
    display.kind = PCIClass(code: 0x030000)
    display.identity = PCIIdentity(vendor: 0x10DE, device: 0x1B80)
    display.subsystem = PCIIdentity(vendor: 0x1043, device: 0x8694)
    display.names.vendor = "NVIDIA Corporation"
    display.names.device = "GP104 [GeForce GTX 1080]"
    display.bridges = [try PCIAddress(parsing: "0000:00:01.0")]
    var sound = PCIDevice(try PCIAddress(parsing: "0000:01:00.1"))
    sound.kind = PCIClass(code: 0x040300)
    var host = HostHardware()
    host.devices = [display, sound]
    return try #require(host.subject(at: sound.address))
  }

  @Test func `what is written is read again, and everything else in the metadata stays`() throws {
    let device = GivenDevice(try Self.card(), hasAnotherWayIn: true, settings: [.noBalloon, .vendorID])
    var domain = try Element(
      parsing: """
        <domain><name>win</name><metadata><o:os xmlns:o='urn:other'/>
        <n:machine xmlns:n='https://neuronos.org/xmlns/vm/1'><n:template>linux</n:template></n:machine>
        </metadata></domain>
        """)
    domain.setGivenDevices([device])
    let text = try domain.xmlText()
    let read = DomainDescription(domain: try Element(parsing: text))
    #expect(read.givenDevices == [device])
    #expect(read.template == "linux" && text.contains("urn:other"))
    #expect(device.functions.first?.path == "0000:00:01.0/00.0" && device.functions.count == 2)
    #expect(device.title == "NVIDIA GP104 [GeForce GTX 1080] (0000:01:00.0)")

    domain.setGivenDevices([])
    #expect(DomainDescription(domain: domain).givenDevices.isEmpty)
    #expect(try domain.xmlText().contains("linux"))
  }

  @Test func `a machine without metadata has none again when its only device goes`() throws {
    let before = try Element(parsing: "<domain><name>win</name></domain>")
    var domain = before
    domain.setGivenDevices([])
    #expect(domain == before)
    domain.setGivenDevices([GivenDevice(try Self.card(), hasAnotherWayIn: false, settings: [])])
    #expect(GivenDevice.all(in: domain).count == 1)
    domain.setGivenDevices([])
    #expect(domain == before)
  }

  @Test(arguments: [
    "<n:gpu/>", "<n:gpu><n:function/></n:gpu>", "<n:gpu><n:function address='here'/></n:gpu>",
    "<gpu><function address='0000:01:00.0'/></gpu>", "<n:usb><n:function address='0000:01:00.0'/></n:usb>",
    "<n:gpu><n:function address='0000:01:00.9'/></n:gpu>",
  ])
  func `what is not understood is left out`(element: String) throws {
    let domain = try Element(
      parsing: """
        <domain><metadata><n:machine xmlns:n='https://neuronos.org/xmlns/vm/1'>\(element)</n:machine></metadata></domain>
        """)
    #expect(GivenDevice.all(in: domain).isEmpty)
  }

  @Test func `odd numbers are not known, and long lists end`() throws {
    let functions = String(
      repeating: "<n:function address='0000:01:00.0' ids='10DE:1b80:0' subsystem='x' class='ffffffffff'/>", count: 1000)
    let domain = try Element(
      parsing: """
        <domain><metadata><n:machine xmlns:n='https://neuronos.org/xmlns/vm/1'><n:gpu>\(functions)
        <n:set name='noBalloon'/><n:set name='else'/></n:gpu></n:machine></metadata></domain>
        """)
    let device = try #require(GivenDevice.all(in: domain).first)
    #expect(device.functions.count <= 64)
    #expect(device.functions[0].ids == nil && device.functions[0].subsystem == nil && device.functions[0].kind == nil)
    #expect(device.settings == [.noBalloon])
  }
}
