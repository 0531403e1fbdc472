import Foundation
import TestSupport
import Testing

/// Giving devices of made-up hosts to the machines of libvirt's test driver, as far as it is only shown.
@Suite struct HostDeviceTests {
  let home: TemporaryDirectory
  let root: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    root = try TemporaryDirectory()
  }

  private func run(_ line: String) async throws -> Invocation {
    try await Invocation(line.split(separator: " ").map(String.init), home: home)
  }

  @Test func `what would be done is shown, with what is in the way of a start now`() async throws {
    try HostFixture.processorAndCard.tree.write(to: root.path)
    let shown = try await run("gpu attach debian 0000:01:00.1 --dry-run --host-root \(root.path)")
    #expect(shown.exitCode == 0, "\(shown.errors)")
    expectSnapshot(shown.output + shown.errors, named: "gpu-attach.txt")
    let json = try await run("gpu attach debian 0000:01:00.0 --dry-run --json --host-root \(root.path)")
    let printed = JSONDocumentTests.shape(try JSONSerialization.jsonObject(with: Data(json.output.utf8)))
    let documented = JSONDocumentTests.shape(
      try JSONDocumentTests.example(under: "neuron-vm gpu attach debian 0000:01:00.0 --dry-run --json"))
    #expect(printed.filter { !documented.contains($0) && !$0.hasSuffix("[]") } == [".outcome null"])
  }

  @Test(arguments: [
    (HostFixture.onlyOneCard, "gpu attach debian 0000:01:00.0", 4, "--i-have-another-way-in 0000:01:00.0"),
    (.groupWithSpareNetwork, "gpu attach debian 0000:01:00.0", 4, "must leave the host with it"),
    (.processorAndCard, "gpu attach debian 0000:00:02.0", 4, "boot_vga"),
    (.processorAndCard, "pci attach debian 0000:03:00.0", 4, "disk"),
    (.processorAndCard, "pci attach debian 0000:00:01.0", 4, "bridge"),
    (.processorAndCard, "gpu attach debian 0000:00:14.0", 3, "no graphics card"),
    (.processorAndCard, "pci attach debian 0000:7f:00.0", 3, "no PCI device"),
    (.processorAndCard, "gpu attach nobody 0000:01:00.0", 3, "no machine"),
    (.processorAndCard, "gpu attach debian 0000:01:00.0 --rom /dev/null", 4, "cannot be used"),
    (.processorAndCard, "gpu attach debian here", 64, "address"),
    (.offInFirmware, "gpu attach debian 0000:01:00.0", 4, "IOMMU"),
  ])
  func `what cannot be is refused in words`(host: HostFixture, line: String, code: Int32, words: String) async throws {
    try host.tree.write(to: root.path)
    let run = try await run(line + " --dry-run --host-root \(root.path)")
    #expect(run.exitCode == code && run.errors.contains(words), "\(run.output)\(run.errors)")
  }

  @Test(arguments: [
    ("gpu attach debian 0000:01:00.0", 4, "another computer"),
    ("gpu attach debian 0000:01:00.0 --host-root /", 64, "--dry-run"),
    ("gpu detach debian", 3, "no device of the host"),
    ("gpu detach win11 0000:09:00.0", 3, "0000:01:00.0"),
    ("pci detach debian here", 64, "address"),
  ])
  func `elsewhere, and where nothing is, that is said`(line: String, code: Int32, words: String) async throws {
    let run = try await run(line)
    #expect(run.exitCode == code && run.errors.contains(words), "\(run.output)\(run.errors)")
  }

  @Test func `what is taken away is shown`() async throws {
    let run = try await run("gpu detach win11 --dry-run")
    #expect(run.exitCode == 0, "\(run.errors)")
    expectSnapshot(run.output + run.errors, named: "gpu-detach.txt")
  }
}
