import MachineModel
import Testing
import XML

/// Names of USB devices.
@Suite struct USBDeviceNameTests {
  @Test(arguments: ["046d:c31c", "0781:5581:4C530001", "0781:5581:a:b c", "port:1-2.3", "1.5", "port:12-1"])
  func `a name is written as it was read`(text: String) throws {
    #expect("\(try USBDeviceName(parsing: text))" == text)
  }

  @Test func `what lsusb prints of bus and number is understood`() throws {
    #expect(try USBDeviceName(parsing: "001.005") == .address(bus: 1, address: 5))
    #expect(try USBDeviceName(parsing: "046D:C31C") == .model(USBIdentity(vendor: 0x046D, product: 0xC31C)))
  }

  @Test(arguments: [
    "", ":", "046d", "46d:c31c", "046d:c31c:", "g46d:c31c", "port:", "port:usb1", "port:1-0", "port:1-2.", "port:0-1",
    "1.0", "1.128", "0.1", "1.2.3", "1-2", "+46d:c31c", "046d:c31c:\u{1B}[2J", "046d:c31c: x", "port:1-2:1.0",
    "1.１", "port:1-1.1.1.1.1.1.1.1", "046d:c31c:" + String(repeating: "x", count: 129),
  ])
  func `anything else is refused, with the forms there are`(text: String) throws {
    #expect(throws: USBDeviceNameError.malformed(text)) { try USBDeviceName(parsing: text) }
    #expect("\(USBDeviceNameError.malformed(text))".contains("port:1-2.3"))
  }

  private func stick(_ port: String, _ address: Int, serial: String?) throws -> USBDevice {
    var device = USBDevice(
      port: try #require(USBPort(port)), address: address, identity: USBIdentity(vendor: 0x0781, product: 0x5581))
    device.serial = serial
    return device
  }

  @Test func `the shortest name that means no other device is given`() throws {
    let one = try stick("1-1", 2, serial: "A")
    let two = try stick("1-2", 3, serial: "B")
    let same = try stick("1-3", 4, serial: "A")
    let none = try stick("1-4", 5, serial: nil)
    #expect("\(one.name(among: [one]))" == "0781:5581")
    #expect("\(one.name(among: [one, two]))" == "0781:5581:A")
    #expect("\(one.name(among: [one, two, same]))" == "port:1-1")
    #expect("\(none.name(among: [one, none]))" == "port:1-4")
  }

  @Test func `what is given to a machine is recognised in it, and another device at its number is not`() throws {
    let device = try stick("1-2.3", 7, serial: "A")
    let domain = Element("domain", [:]) { Element("devices", [:]) { USBAttachment.element(for: device) } }
    let attachment = try #require(USBAttachment.all(in: domain).first)
    #expect(attachment.isOurs)
    #expect(attachment.alias == "ua-neuron-usb-1-2_3-0781-5581")
    #expect(attachment.device(among: [device]) == device)
    #expect(attachment.device(among: [try stick("1-2.3", 8, serial: "A")]) == nil)
    #expect(attachment.device(among: [try stick("1-2.4", 7, serial: "A")]) == nil)
    let other = USBDevice(port: device.port, address: 7, identity: USBIdentity(vendor: 1, product: 2))
    #expect(attachment.device(among: [other]) == nil)
  }

  @Test func `what another tool gave is recognised by what it says`() throws {
    let device = try stick("1-2", 7, serial: nil)
    for source in [
      "<vendor id='0x0781'/><product id='0x5581'/>", "<address bus='1' device='7'/>",
      "<address bus='001' device='007'/>",
    ] {
      let domain = try Element(
        parsing:
          "<domain><devices><hostdev mode='subsystem' type='usb'><source>\(source)</source></hostdev></devices></domain>"
      )
      let attachment = try #require(USBAttachment.all(in: domain).first)
      #expect(!attachment.isOurs)
      #expect(attachment.isOf(device))
    }
  }

  @Test func `clean text holds nothing that a terminal obeys`() {
    #expect(CleanText.clean("Ultra\n".utf8) == "Ultra")
    #expect(CleanText.clean(" \t\u{7}".utf8) == nil)
    #expect(CleanText.clean("a\u{1B}[31mb".utf8) == "a\u{FFFD}[31mb")
    #expect(CleanText.clean("日本語 ñ".utf8) == "日本語 ñ")
    #expect(CleanText.clean([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
    #expect(CleanText.clean(String(repeating: "é", count: 500).utf8)?.count == 128)
  }
}
