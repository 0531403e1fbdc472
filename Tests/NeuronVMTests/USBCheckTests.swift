import Foundation
import Hardware
import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM

/// What stands in the way of giving a USB device away.
@Suite struct USBCheckTests {
  private let host: USBHardware
  private let machine = UUID()

  init() throws {
    let folder = try TemporaryDirectory()
    try HostFixture.usbDevices.tree.write(to: folder.path)
    host = HostReader(try HostRoot(folder.path)).usb()
  }

  private func codes(
    _ name: String, _ host: USBHardware? = nil, holders: [USBHolder] = [], anotherWayIn: Bool = false
  ) throws -> [String] {
    let check = USBCheck(host: host ?? self.host, holders: holders, hasAnotherWayIn: anotherWayIn)
    switch check.device(try USBDeviceName(parsing: name)) {
    case .success(let device): return check.problems(device, for: machine).map(\.code)
    case .failure(.refused(let problems)): return problems.map(\.code)
    case .failure: return ["?"]
    }
  }

  @Test func `a free stick and a phone may go`() throws {
    #expect(try codes("port:1-2") == [])
    #expect(try codes("18d1:4ee2") == [])
  }

  @Test func `a hub, a mounted stick, the only keyboard and the only mouse are refused`() throws {
    #expect(try codes("port:1-4") == ["usb.hub"])
    #expect(try codes("0781:5581:4C530002") == ["usb.mounted"])
    #expect(try codes("046d:c31c") == ["usb.input.keyboard"])
    #expect(try codes("046d:c077") == ["usb.input.mouse"])
  }

  @Test func `another way in lets a keyboard go, and no mounted stick`() throws {
    #expect(try codes("046d:c31c", anotherWayIn: true) == [])
    #expect(try codes("0781:5581:4C530002", anotherWayIn: true) == ["usb.mounted"])
  }

  @Test func `with another keyboard the first may go`() throws {
    var host = host
    host.inputDevices?.append(InputDevice(kind: .keyboard, controllers: []))
    #expect(try codes("046d:c31c", host) == [])
    // One that only may be a keyboard does not count.
    host.inputDevices?.removeLast()
    host.inputDevices?.append(InputDevice(kind: .keyboard, controllers: [], isCertain: false))
    #expect(try codes("046d:c31c", host) == ["usb.input.keyboard"])
  }

  @Test func `the disk that the computer runs from is refused, and what may be it too`() throws {
    var host = host
    let index = try #require(host.devices?.firstIndex { "\($0.port)" == "1-2" })
    host.devices?[index].disks = [DiskUse(place: "/", controllers: [])]
    #expect(try codes("port:1-2", host) == ["usb.vital"])
    host.devices?[index].disks = [DiskUse(place: "/dev/sdb1", controllers: [])]
    #expect(try codes("port:1-2", host) == ["usb.mounted"])
    host.devices?[index].disks = []
    host.unplacedDisks = [DiskUse(place: "/", controllers: nil)]
    #expect(try codes("port:1-2", host) == ["usb.disk.unknown"])
    host.unplacedDisks = nil
    #expect(try codes("port:1-2", host) == ["usb.disk.unknown"])
    #expect(try codes("18d1:4ee2", host) == [])
  }

  @Test func `where keyboards are not known, none may go`() throws {
    var host = host
    host.inputDevices = nil
    #expect(try codes("046d:c31c", host) == ["usb.input.unknown"])
    #expect(try codes("port:1-2", host) == [])
  }

  @Test func `a name that means none or several is refused, with the candidates`() throws {
    #expect(try codes("0781:5581") == ["usb.ambiguous"])
    #expect(try codes("ffff:ffff") == ["usb.notFound"])
    #expect(try codes("port:1-2", USBHardware()) == ["usb.noBus"])
    let check = USBCheck(host: host, holders: [], hasAnotherWayIn: false)
    guard case .failure(let error) = check.device(try USBDeviceName(parsing: "0781:5581")) else {
      return #expect(Bool(false))
    }
    #expect(error.message.contains("0781:5581:4C530001") && error.message.contains("0781:5581:4C530002"))
    guard case .failure(let none) = check.device(try USBDeviceName(parsing: "9.9")) else {
      return #expect(Bool(false))
    }
    #expect(none.exitCode == 3)
  }

  @Test func `what another machine has is refused, and how to move it is said`() throws {
    let device = try #require(host.devices?.first { "\($0.port)" == "1-2" })
    let domain = Element("domain", [:]) { Element("devices", [:]) { USBAttachment.element(for: device) } }
    let other = USBHolder(id: UUID(), name: "office", attachments: USBAttachment.all(in: domain))
    #expect(try codes("port:1-2", holders: [other]) == ["usb.usedByMachine"])
    let own = USBHolder(id: machine, name: "win11", attachments: USBAttachment.all(in: domain))
    #expect(try codes("port:1-2", holders: [own]) == [])
  }

  @Test func `what was replugged has gone and come`() throws {
    let devices = host.devices ?? []
    #expect(USBChange.all(from: devices, to: devices).isEmpty)
    var again = devices
    again[1] = USBDevice(port: devices[1].port, address: 99, identity: devices[1].identity)
    #expect(USBChange.all(from: devices, to: again) == [.pulled(devices[1]), .plugged(again[1])])
    #expect(USBChange.all(from: [], to: [devices[0]]) == [.plugged(devices[0])])
  }
}
