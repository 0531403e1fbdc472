import Foundation
import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// What is read of USB devices, against what is there.
@Suite struct USBReadingTests {
  private func hardware(_ fixture: HostFixture = .usbDevices) throws -> USBHardware {
    let folder = try TemporaryDirectory()
    try fixture.tree.write(to: folder.path)
    return HostReader(try HostRoot(folder.path)).usb()
  }

  private func device(_ port: String, _ host: USBHardware) throws -> USBDevice {
    try #require(host.devices?.first { "\($0.port)" == port })
  }

  @Test func `every device is there, in the order of the ports, and no interface or root hub is one`() throws {
    let ports = try hardware().devices?.map { "\($0.port)" }
    #expect(ports == ["1-1", "1-2", "1-3", "1-4", "1-4.1", "1-4.2", "1-5"])
  }

  @Test func `a device has its numbers, texts, speed, and the database's names`() throws {
    let stick = try device("1-2", hardware())
    #expect(stick.bus == 1)
    #expect(stick.address == 3)
    #expect("\(stick.identity)" == "0781:5581")
    #expect(stick.vendor == "SanDisk")
    #expect(stick.product == "Ultra")
    #expect(stick.serial == "4C530001")
    #expect(stick.megabits == 480)
    #expect(stick.database == USBDevice.Names(vendor: "SanDisk Corp.", product: "Ultra"))
    #expect(stick.kinds == [.storage])
    #expect(stick.title == "SanDisk Ultra")
  }

  @Test func `what a device is follows from its interfaces and keys`() throws {
    let host = try hardware()
    #expect(try device("1-1", host).kinds == [.keyboard])
    #expect(try device("1-4", host).kinds == [.hub])
    #expect(try device("1-4.1", host).kinds == [.mouse])
    #expect(try device("1-4.2", host).kinds == [.phone])
    #expect(try device("1-5", host).kinds == [.other])
    #expect(try device("1-4.1", host).port.hub == device("1-4", host).port)
  }

  @Test func `a file system is on the stick that holds it, and on no equal one`() throws {
    let host = try hardware()
    #expect(try device("1-3", host).disks.map(\.place) == ["/media/alice/Photos of 2026"])
    #expect(try device("1-2", host).disks.isEmpty)
    #expect(host.unplacedDisks == [])
  }

  @Test func `a process that has the device's node open holds it`() throws {
    let holders = try device("1-4.2", hardware()).holders
    #expect(holders.map(\.title) == ["gvfsd-mtp (pid 812)"])
    #expect(holders.first?.nodes == ["/dev/bus/usb/001/007"])
  }

  @Test func `keyboards and mice are placed at their ports`() throws {
    let inputs = try hardware().inputDevices?.map { [$0.kind.rawValue, "\($0.usbPort.map { "\($0)" } ?? "-")"] }
    #expect(inputs == [["keyboard", "1-1"], ["mouse", "1-4.1"]])
  }

  @Test func `texts that mean harm are clean and short`() throws {
    let device = try device("1-5", hardware())
    #expect(device.vendor == "]0;owned")
    // The kernel's own line ends at the first line end; what follows belongs to the text all the same.
    #expect(device.product == "a\u{FFFD}b\u{FFFD}c")
    #expect(device.serial?.count == 128)
  }

  @Test func `the list gives the names of a maker and a product`() throws {
    let database = USBNames(
      for: [USBIdentity(vendor: 0x046D, product: 0xC31C)], from: Array("046d  Logitech, Inc.\n\tc31c  K120\n".utf8))
    let device = USBDevice(
      port: try #require(USBPort("1-1")), address: 2, identity: USBIdentity(vendor: 0x046D, product: 0xC31C))
    let root = try HostRoot()
    #expect(
      database.names(of: device, in: root) == USBDevice.Names(vendor: "Logitech, Inc.", product: "K120"))
  }

  @Test func `devices that say anything at all are read, and what is said of them is clean`() throws {
    var numbers = SameNumbers(1)
    let folder = try TemporaryDirectory()
    try HostFixture.usbDevices.tree.write(to: folder.path)
    let root = try HostRoot(folder.path)
    let place = folder.path + "/" + HostFixture.usbDevices.usbPlace("1-2")
    let files = [
      "manufacturer", "product", "serial", "speed", "idVendor", "devnum", "bDeviceClass", "1-2:1.0/bInterfaceClass",
      "1-2:1.0/interface",
    ]
    let rounds = ProcessInfo.processInfo.environment["NEURON_VM_MUTATIONS"].flatMap { Int($0) } ?? 500
    for _ in 0..<rounds {
      for file in files where Int.random(in: 0..<3, using: &numbers) > 0 {
        let bytes = (0..<Int.random(in: 0...600, using: &numbers)).map { _ in
          UInt8.random(in: 0...255, using: &numbers)
        }
        try Data(file == "devnum" && Bool.random(using: &numbers) ? Array("3\n".utf8) : bytes).write(
          to: URL(fileURLWithPath: place + "/" + file))
      }
      try Data("0781\n".utf8).write(to: URL(fileURLWithPath: place + "/idVendor"))
      for device in USBReader(root: root).devices() ?? [] {
        for text in [device.vendor, device.product, device.serial].compactMap(\.self) {
          #expect(CleanText.clean(text.utf8) == text)
          #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
        }
        #expect(!device.kinds.isEmpty)
      }
    }
  }

  @Test func `a host without USB has none`() throws {
    let host = try hardware(HostFixture.onlyOneCard)
    #expect(host.devices == nil)
  }
}
