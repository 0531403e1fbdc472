import Foundation
import TestSupport
import Testing

/// What the program says of made-up hosts.
@Suite struct HostFixtureTests {
  let home: TemporaryDirectory
  let root: TemporaryDirectory

  init() throws {
    home = try TemporaryDirectory()
    root = try TemporaryDirectory()
  }

  private func run(_ line: String) async throws -> Invocation {
    let words = line.split(separator: " ").map(String.init) + ["--host-root", root.path]
    return try await Invocation(words, uri: nil, home: home)
  }

  @Test(arguments: HostFixture.all)
  func `the verdicts are as recorded`(host: HostFixture) async throws {
    try host.tree.write(to: root.path)
    let check = try await run("gpu check")
    #expect(check.exitCode == (check.output.contains(": ready\n") ? 0 : 4), "\(check.errors)")
    expectSnapshot(check.output, named: "host-\(host.name).txt")
  }

  @Test func `the lists and the facts are as recorded`() async throws {
    try HostFixture.hybridProcessor.tree.write(to: root.path)
    let text = try await ["gpu list", "pci list", "pci check 0000:03:00.0", "host check"].asyncMap { line in
      let run = try await run(line)
      return "$ neuron-vm \(line)\n" + run.output
    }
    expectSnapshot(text.joined(separator: "\n"), named: "host-lists.txt")
  }

  @Test func `a refusal is overridden by typing the address, and by no other`() async throws {
    try HostFixture.onlyOneCard.tree.write(to: root.path)
    let other = try await run("gpu check 0000:01:00.0 --i-have-another-way-in 0000:02:00.0")
    #expect(other.exitCode == 4)
    #expect(other.output.contains(": refused\n"))
    let typed = try await run("gpu check 0000:01:00.0 --i-have-another-way-in 0000:01:00.0")
    #expect(typed.exitCode == 0, "\(typed.output)")
    #expect(typed.output.contains("overridden: It is the only graphics card"))
  }

  @Test(arguments: [
    ("gpu check 0000:00:14.0", 3), ("gpu check 0000:7f:00.0", 3), ("pci check 0000:7f:00.0", 3), ("gpu check here", 64),
    ("pci check", 64), ("gpu check --i-have-another-way-in yes", 64), ("gpu check 0000:01:00.0", 0),
    ("gpu check 01:00.1", 0), ("pci check 0000:00:1f.0", 4),
  ])
  func `exit codes are those documented`(command: String, code: Int32) async throws {
    try HostFixture.processorAndCard.tree.write(to: root.path)
    let run = try await run(command)
    #expect(run.exitCode == code, "\(run.output)\(run.errors)")
    if code != 0 { #expect(!run.errors.isEmpty || !run.output.isEmpty) }
  }

  @Test func `a folder that is no host is an error with words`() async throws {
    let empty = try await run("gpu check")
    #expect(empty.exitCode == 1)
    #expect(empty.errors.contains("no saved host"))
    let none = try await Invocation(["gpu", "list", "--host-root", root.path + "/none"], home: home)
    #expect(none.exitCode == 3)
    #expect(none.errors.contains("There is no “"))
  }

  @Test func `a remote host is not judged from here`() async throws {
    let run = try await Invocation(["gpu", "check", "--json"], uri: "test+ssh://nowhere.invalid/default", home: home)
    #expect(run.exitCode == 5)
  }
}

extension [String] {
  fileprivate func asyncMap<Value>(_ change: (String) async throws -> Value) async rethrows -> [Value] {
    var values: [Value] = []
    for text in self { values.append(try await change(text)) }
    return values
  }
}
