import Foundation
import NeuronVM
import TestSupport
import Testing

/// The way from `neuron-vm host bind` to the program that may do it, and the plans that are shown without it.
@Suite struct HandOverTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func program(_ path: String, _ script: String) throws {
    let file = home.path(path)
    try FileManager.default.createDirectory(
      atPath: String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]), withIntermediateDirectories: true)
    try ("#!/bin/sh\n" + script).write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
  }

  @Test func `an installed program is found beside its own, and its exit code is passed on`() async throws {
    try program("libexec/neuron-vm/neuron-vm-host", "test \"$*\" = 'bind 0000:01:00.0' && exit 4\n")
    let found = try PrivilegedProgram(
      executable: home.path("bin/neuron-vm"), asking: [], isRoot: true, pkexec: "/nonexistent")
    #expect(try await found.run(["bind", "0000:01:00.0"]) == 4)
  }

  @Test func `who is not root is let in by pkexec, which gets the words one by one`() async throws {
    try program("bin/neuron-vm-host", "exit 1\n")
    try program("pkexec", "test \"$1\" = '\(home.path("bin/neuron-vm-host"))' && test \"$3\" = 'a b' && exit 7\n")
    let found = try PrivilegedProgram(
      executable: home.path("bin/neuron-vm"), asking: [], isRoot: false, pkexec: home.path("pkexec"))
    #expect(try await found.run(["bind", "a b"]) == 7)
  }

  @Test(arguments: [126, 127])
  func `who is not let in is told so`(code: Int) async throws {
    try program("bin/neuron-vm-host", "exit 0\n")
    try program("pkexec", "exit \(code)\n")
    let found = try PrivilegedProgram(
      executable: home.path("bin/neuron-vm"), asking: [], isRoot: false, pkexec: home.path("pkexec"))
    await #expect(throws: NeuronError.self) { try await found.run(["undo"]) }
  }

  @Test func `without polkit the command for root is named`() throws {
    try program("bin/neuron-vm-host", "exit 0\n")
    do {
      _ = try PrivilegedProgram(
        executable: home.path("bin/neuron-vm"), asking: ["host", "bind", "0000:01:00.0"], isRoot: false,
        pkexec: "/nonexistent")
      Issue.record("it was found")
    } catch {
      #expect(error.exitCode == 4)
      #expect(error.remedy?.hasSuffix("sudo \(home.path("bin/neuron-vm")) host bind 0000:01:00.0") == true)
    }
  }

  @Test func `a plan is shown, and nothing is changed`() async throws {
    let root = try TemporaryDirectory()
    try HostFixture.processorAndCard.tree.write(to: root.path)
    let text = try await Invocation(
      ["host", "bind", "01:00.1", "--dry-run", "--host-root", root.path], uri: nil, home: home)
    expectSnapshot(text.output, named: "host-bind-plan.txt")
    #expect(text.exitCode == 0, "\(text.errors)")
    let json = try await Invocation(
      ["host", "bind", "01:00.0", "--dry-run", "--json", "--host-root", root.path], uri: nil, home: home)
    let printed = JSONDocumentTests.shape(try JSONSerialization.jsonObject(with: Data(json.output.utf8)))
    let documented = JSONDocumentTests.shape(
      try JSONDocumentTests.example(under: "neuron-vm host bind 0000:01:00.0 --dry-run --json"))
    #expect(printed.filter { !$0.hasSuffix("[]") }.isSubset(of: documented), "\(printed.subtracting(documented))")
    let back = try await Invocation(
      ["host", "release", "01:00.0", "--dry-run", "--host-root", root.path], uri: nil, home: home)
    #expect(back.exitCode == 0 && back.output.contains("already"))
  }

  @Test func `what stands in the way is shown with what helps`() async throws {
    let root = try TemporaryDirectory()
    try HostFixture.onlyOneCard.tree.write(to: root.path)
    let refused = try await Invocation(
      ["host", "bind", "01:00.0", "--dry-run", "--host-root", root.path], uri: nil, home: home)
    #expect(refused.exitCode == 4)
    expectSnapshot(refused.output, named: "host-bind-refused.txt")
  }

  @Test(arguments: [
    ["host", "bind"], ["host", "bind", "here"], ["host", "bind", "01:00.0", "--host-root", "/"], ["host", "release"],
    ["host", "undo", "01:00.0"], ["host", "bind", "01:00.0", "--i-have-another-way-in", "yes"],
  ])
  func `faults of the command line are told`(words: [String]) async throws {
    #expect(try await Invocation(words, uri: nil, home: home).exitCode == 64)
  }
}
