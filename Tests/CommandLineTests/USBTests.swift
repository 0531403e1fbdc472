import Foundation
import TestSupport
import Testing

/// USB devices of a made-up host, on the command line.
@Suite struct USBTests {
  let home: TemporaryDirectory
  let root: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    root = try TemporaryDirectory()
    try HostFixture.usbDevices.tree.write(to: root.path)
  }

  private func run(_ line: String) async throws -> Invocation {
    try await Invocation(line.split(separator: " ").map(String.init), home: home)
  }

  @Test func `the list is as recorded`() async throws {
    let list = try await run("usb list --host-root \(root.path)")
    #expect(list.exitCode == 0, "\(list.errors)")
    expectSnapshot(list.output, named: "usb-list.txt")
  }

  @Test func `the list is documented`() async throws {
    let list = try await run("usb list --json --host-root \(root.path)")
    let printed = JSONDocumentTests.shape(try JSONSerialization.jsonObject(with: Data(list.output.utf8)))
    let documented = JSONDocumentTests.shape(try JSONDocumentTests.example(under: "neuron-vm usb list --json"))
    #expect(printed.filter { !$0.hasSuffix("[]") }.subtracting(documented).isEmpty)
    #expect(!list.output.contains("\u{1B}"))
  }

  @Test func `another computer's devices are not read from here`() async throws {
    let list = try await Invocation(["usb", "list"], uri: "qemu+ssh://nowhere.invalid/system", home: home)
    #expect(list.exitCode == 4)
    #expect(list.errors.contains("neuron-vm usb list"))
  }

  @Test(arguments: [
    ("usb attach debian rubbish", 64), ("usb attach debian", 64), ("usb detach debian 1-2", 64),
    ("usb attach nobody 046d:c31c", 3), ("usb detach nobody 046d:c31c", 3), ("usb detach debian ffff:fffe", 3),
    ("usb list --host-root /nowhere", 3),
  ])
  func `a wrong command line is told apart from a missing thing`(line: String, code: Int) async throws {
    let run = try await run(line)
    #expect(Int(run.exitCode) == code, "\(run.errors)")
  }
}
