import Foundation
import TestSupport
import Testing

/// What `tune` says of made-up hosts, for a machine of libvirt's test driver.
@Suite struct TuneTests {
  let home: TemporaryDirectory
  let root: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    root = try TemporaryDirectory()
  }

  @Test(arguments: HostFixture.differentProcessors)
  func `the plans are as recorded`(host: HostFixture) async throws {
    try host.tree.write(to: root.path)
    // The first has eight processors, and is refused where there are too few; the second has two.
    let isSmall = ["two-cores", "arm-processors", "limited", "guest-processors", "single-threads"].contains(host.name)
    var text = ""
    for machine in isSmall ? ["win11", "debian"] : ["win11"] {
      let run = try await Invocation(["tune", machine, "--host-root", root.path], home: home)
      let isRefused = isSmall && (machine == "win11" || ["two-cores", "arm-processors"].contains(host.name))
      #expect(run.exitCode == (isRefused ? 4 : 0), "\(run.errors)")
      text += "\(run.output)---\n\(run.errors)"
    }
    expectSnapshot(text, named: "tune-\(host.name).txt")
  }

  @Test func `its JSON is documented`() async throws {
    let expected = JSONDocumentTests.shape(try JSONDocumentTests.example(under: "neuron-vm tune win11 --json"))
    for host in [HostFixture.keptPages, .twoSockets] {
      let root = try TemporaryDirectory()
      try host.tree.write(to: root.path)
      let run = try await Invocation(["tune", "win11", "--host-root", root.path, "--json"], home: home)
      #expect(run.exitCode == 0 && run.errors.isEmpty, "\(run.errors)")
      let printed = JSONDocumentTests.shape(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
      #expect(printed.filter { !$0.hasSuffix("[]") }.subtracting(expected).isEmpty)
    }
  }

  @Test func `wrong words, and machines elsewhere, are refused`() async throws {
    let here = try await Invocation(["tune", "win11", "--apply", "--host-root", root.path], home: home)
    #expect(here.exitCode == 64 && here.errors.contains("--dry-run"))
    let both = try await Invocation(["tune", "win11", "--apply", "--revert"], home: home)
    #expect(both.exitCode == 64)
    let none = try await Invocation(["tune", "nobody"], home: home)
    #expect(none.exitCode == 3)
    let untuned = try await Invocation(["tune", "win11", "--revert"], home: home)
    #expect(untuned.exitCode == 4 && untuned.errors.contains("nothing to take back"))
  }
}
