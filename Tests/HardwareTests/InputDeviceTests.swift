import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// What counts as a keyboard that a person could go on with.
@Suite struct InputDeviceTests {
  /// A host whose keyboard hangs on a controller that is asked about, and something else on the board's own.
  private func problems(_ change: (inout HostFixture) -> Void) throws -> [PassthroughProblem] {
    var host = HostFixture.keyboardInGroup
    change(&host)
    let folder = try TemporaryDirectory()
    try host.tree.write(to: folder.path)
    let hardware = HostReader(try HostRoot(folder.path)).hardware()
    return PassthroughCheck(hardware).report(
      try #require(hardware.subject(at: PCIAddress(parsing: "0000:02:00.0")))
    ).problems
  }

  private let board = "0000:00:14.0"

  /// Adds an interface with a keyboard.
  private func keyboard(
    _ host: inout HostFixture, _ number: Int = 9, interface: Int = 0, of count: Int = 1, ids: String = "046D:C31C"
  ) {
    let place = host.usb(9, at: board, interface: interface, of: count, ids: ids)
    host.input(number, HostFixture.keyboardBits, ids: ids, at: place + "/input/input\(number)")
  }

  private func mouse(_ host: inout HostFixture, interface: Int, of count: Int, ids: String = "046D:C31C") {
    let place = host.usb(9, at: board, interface: interface, of: count, ids: ids)
    host.input(10, HostFixture.mouseBits, ids: ids, at: place + "/input/input10")
  }

  private func isRefused(_ change: (inout HostFixture) -> Void) throws -> Bool {
    try problems(change).contains { $0.code == "input.keyboard" }
  }

  @Test func `a second keyboard will do, on USB or the PC's own`() throws {
    #expect(try isRefused { _ in })
    #expect(try !isRefused { keyboard(&$0) })
    #expect(try !isRefused { $0.input(9, isKeyboard: true) })
  }

  @Test func `a socket for a keyboard is none`() throws {
    #expect(try isRefused { $0.folder("sys/devices/platform/i8042/serio0") })
  }

  @Test(arguments: [
    // A power button, a headset's buttons, and a board's special keys.
    "B: KEY=10000000000000 0", "B: KEY=1800000000 c000000000000 0", "B: KEY=3f000b00000000 0 0",
    // Letters without Enter.
    "B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff ffffffffeffffffe",
  ])
  func `what has some keys is none`(bits: String) throws {
    #expect(
      try isRefused { host in
        let place = host.usb(9, at: board, interface: 0, ids: "0B0E:0300")
        host.input(9, bits, ids: "0B0E:0300", at: place + "/input/input9")
      })
  }

  @Test func `a security key is none`() throws {
    #expect(try isRefused { keyboard(&$0, ids: "1050:0010") })
    #expect(
      try isRefused { host in
        keyboard(&host, of: 2, ids: "1209:BEEE")
        _ = host.usb(9, at: board, interface: 1, of: 2, ids: "1209:BEEE", page: [0x06, 0xD0, 0xF1])
      })
  }

  @Test func `a keyboard of which not all interfaces can be read may be a security key`() throws {
    #expect(try isRefused { keyboard(&$0, of: 2) })
    #expect(
      try isRefused { host in
        keyboard(&host)
        host.remove(host.place(board) + "/usb1/1-9/bNumInterfaces")
      })
  }

  @Test func `the keys of a mouse are none, a set of keyboard and mouse is one`() throws {
    #expect(
      try isRefused { host in
        mouse(&host, interface: 0, of: 2)
        keyboard(&host, interface: 1, of: 2)
      })
    #expect(
      try !isRefused { host in
        keyboard(&host, interface: 0, of: 2)
        mouse(&host, interface: 1, of: 2)
      })
    #expect(
      try isRefused { host in
        let place = host.usb(9, at: board, interface: 0, ids: "046D:4069")
        host.input(
          9, "B: KEY=1000000000007 ffff0000 0 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe\nB: REL=903",
          ids: "046D:4069", at: place + "/input/input9")
      })
  }

  @Test func `a keyboard made by a program, by a remote control or by a management processor is none`() throws {
    #expect(
      try isRefused { $0.input(9, HostFixture.keyboardBits, ids: "0000:0000", at: "sys/devices/virtual/input/input9") })
    #expect(
      try isRefused {
        $0.input(9, HostFixture.keyboardBits, ids: "0000:0000", at: $0.place(board) + "/usb1/1-9/1-9:1.0/rc/rc0/input9")
      })
    #expect(try isRefused { keyboard(&$0, ids: "046B:FF10") })
  }

  @Test func `what may be a keyboard is one where it would be lost`() throws {
    let found = try problems { host in
      let place = host.usb(8, at: "0000:02:00.0", interface: 0, ids: "046B:FF10")
      host.input(8, HostFixture.keyboardBits, ids: "046B:FF10", at: place + "/input/input8")
      keyboard(&host)
    }
    // One that is certain stays.
    #expect(!found.contains { $0.code == "input.keyboard" })
  }
}
