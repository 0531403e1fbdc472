import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// Which nodes in `/dev` are whose, and who holds them.
@Suite struct DeviceNodeTests {
  private func hardware(_ host: HostFixture) throws -> HostHardware {
    let folder = try TemporaryDirectory()
    try host.tree.write(to: folder.path)
    return HostReader(try HostRoot(folder.path)).hardware()
  }

  private func report(_ host: HostFixture, _ address: String) throws -> PassthroughReport {
    let hardware = try hardware(host)
    return PassthroughCheck(hardware).report(try #require(hardware.subject(at: PCIAddress(parsing: address))))
  }

  /// The node's number, the place of what it belongs to below the function, and its name.
  static let nodes: [(address: String, number: String, place: String, name: String)] = [
    ("0000:01:00.0", "89:4", "/i2c-4/i2c-dev/i2c-4", "i2c-4"),
    ("0000:01:00.0", "29:1", "/graphics/fb1", "fb1"),
    ("0000:01:00.0", "242:0", "/drm/card1/card1-DP-5/drm_dp_aux0", "drm_dp_aux0"),
    ("0000:00:14.0", "244:0", "/usb1/1-7/1-7:1.0/0003:1B1C:0C1A.0009/hidraw/hidraw0", "hidraw0"),
    ("0000:00:14.0", "189:6", "/usb1/1-7", "bus/usb/001/007"),
    ("0000:00:14.0", "189:129", "/usb2/2-1", "bus/usb/002/002"),
    ("0000:00:14.0", "81:0", "/usb1/1-8/1-8:1.0/video4linux/video0", "video0"),
    ("0000:00:14.0", "188:0", "/usb1/1-9/1-9:1.0/ttyUSB0/tty/ttyUSB0", "ttyUSB0"),
    ("0000:00:14.0", "180:0", "/usb1/1-9/1-9:1.0/usbmisc/hiddev0", "usb/hiddev0"),
    ("0000:03:00.0", "240:0", "/nvme/nvme0", "nvme0"),
  ]

  @Test(arguments: nodes.indices)
  func `who has a node open or mapped holds the function that it is below`(index: Int) throws {
    let node = Self.nodes[index]
    for isMapped in [false, true] {
      var host = HostFixture.processorAndCard
      host.node(node.number, host.place(node.address) + node.place)
      host.process(4711, "a-program", isMapped ? [] : ["/dev/" + node.name])
      if isMapped {
        host.file(
          "proc/4711/maps",
          "5560-5561 r--p 00000000 08:01 42    /usr/bin/a\n7f10-7f11 rw-s 1000 00:06 410    /dev/\(node.name)\n")
      }
      let report = try report(host, node.address)
      let held = try #require(report.problems.first { $0.code == "held" }, "\(node.name), mapped: \(isMapped)")
      #expect(held.severity == .refused && held.message.contains("a-program (pid 4711: /dev/\(node.name))"))
      #expect(report.holders.contains { $0.process == 4711 && $0.nodes == ["/dev/" + node.name] })
      let other = try self.report(host, node.address == "0000:01:00.0" ? "0000:00:14.0" : "0000:01:00.0")
      #expect(!other.problems.contains { $0.code == "held" }, "\(node.name) is the other's as well")
    }
  }

  @Test func `a node that sysfs does not place may be anybody's, one of software is nobody's`() throws {
    var host = HostFixture.processorAndCard
    host.process(4711, "odd", ["/dev/oddity"])
    #expect(try report(host, "0000:01:00.0").problems.contains { $0.code == "held" })
    host.process(4711, "usual", ["/dev/null", "/dev/tty1", "/dev/pts/3", "/dev/net/tun", "/dev/snd/seq", "/dev/kvm"])
    #expect(try report(host, "0000:01:00.0").verdict == .ready)
  }

  @Test func `who only listens to keys lets go, and is told as a note`() throws {
    var host = HostFixture.processorAndCard
    host.input(7, isKeyboard: true)
    host.process(812, "gnome-shell", ["/dev/input/event1", "/dev/input/event2"])
    let report = try report(host, "0000:00:14.0")
    let note = try #require(report.problems.first { $0.code == "held.input" })
    #expect(note.severity == .warning && !report.problems.contains { $0.code == "held" })
  }

  @Test func `what a process does with one device says nothing of another`() throws {
    var host = HostFixture.processorAndCard
    host.process(812, "mixer", ["/dev/dri/card0", "/dev/snd/controlC1"])
    #expect(try report(host, "0000:01:00.0").problems.map(\.code).contains("held.sound"))
    #expect(try !report(host, "0000:01:00.0").problems.map(\.code).contains("held"))
    #expect(try report(host, "0000:00:02.0").problems.map(\.code).contains("held"))
  }

  @Test func `a disk with several ways is a node of each controller`() throws {
    var host = HostFixture.processorAndCard
    let subsystem = "sys/devices/virtual/nvme-subsystem/nvme-subsys0"
    host.folder(subsystem + "/nvme0n1")
    host.linkAbove(subsystem + "/nvme0", host.place("0000:03:00.0") + "/nvme/nvme0")
    host.linkAbove("sys/class/nvme/nvme0", host.place("0000:03:00.0") + "/nvme/nvme0")
    host.node("259:7", subsystem + "/nvme0n7", isBlock: true)
    host.process(4711, "dd", ["/dev/nvme0n7"])
    #expect(try report(host, "0000:03:00.0").problems.contains { $0.code == "held" })
    #expect(try report(host, "0000:01:00.0").verdict == .ready)
  }

  @Test func `whose processes cannot be seen is not told of what has nodes`() throws {
    var host = HostFixture.processorAndCard
    host.process(4711, "hidden", [])
    host.remove("proc/4711/fd")
    #expect(try report(host, "0000:00:14.0").problems.contains { $0.code == "held.unseen" })
    #expect(try !report(host, "0000:04:00.0").problems.contains { $0.code == "held.unseen" })
    host.remove("sys/dev/char")
    #expect(try report(host, "0000:04:00.0").problems.contains { $0.code == "held.unseen" })
  }

  @Test(arguments: [(0xE2_00, 226, 0), (0xBD_81, 189, 129), (0x0100_0320, 3, 4128)] as [(UInt64, UInt32, UInt32)])
  func `a number is taken apart as the kernel puts it together`(number: UInt64, major: UInt32, minor: UInt32) {
    let taken = DeviceNumber(number, isBlock: false)
    #expect(taken.major == major && taken.minor == minor)
  }
}
