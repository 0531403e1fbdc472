import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct ConnectionsTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private var file: String { home.path(".config/neuron-vm/connections") }

  private func run(_ words: String..., uri: String? = Invocation.fixture) async throws -> Invocation {
    try await Invocation(words, uri: uri, home: home)
  }

  @Test func `a name that is remembered does for an address everywhere`() async throws {
    #expect(try await run("connections", "list").errors.contains("neuron-vm connections add --help"))
    #expect(try await run("connections", "add", "demo", Invocation.fixture).exitCode == 0)
    #expect(try await run("list", "-c", "demo", uri: nil).output.contains("win11"))
    #expect(try await run("list", uri: "demo").output.contains("win11"))
    #expect(try await run("connections", "list", "--json").output.contains(#""name" : "demo""#))
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try await run("connections", "add", "demo", Invocation.fixture).output.contains("already"))
    let taken = try await run("connections", "add", "demo", "qemu:///system")
    #expect(taken.exitCode == 4 && taken.errors.contains("--replace"))
    #expect(try await run("connections", "add", "demo", "qemu:///system", "--replace").exitCode == 0)
    #expect(try await run("connections", "remove", "demo").exitCode == 0)
    let gone = try await run("connections", "remove", "demo")
    #expect(gone.exitCode == 3, "\(gone)")
    // Left to libvirt, which does not know it either.
    let unknown = try await run("list", "-c", "demo")
    #expect(unknown.exitCode == 3 && unknown.errors.contains("neuron-vm connections add"), "\(unknown)")
  }

  @Test func `what is wrong with a name and an address is told at once, and nothing is kept`() async throws {
    let refused = try await run("connections", "add", "a:b", "qemu+ssh://me:secret@host/system")
    #expect(refused.exitCode == 4)
    #expect(refused.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }.count == 2, "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test(arguments: ["foo://", "foo:///system", "http://host/", "qemu+foo://host/system", "qemu+ssh+tcp://host/system"])
  func `an address that no libvirt knows is not remembered`(address: String) async throws {
    let refused = try await run("connections", "add", "x", address)
    #expect(refused.exitCode == 4 && refused.errors.contains("qemu+ssh://HOST/system"), "\(refused)")
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test(arguments: ["list", "list --json"])
  func `Ctrl-C ends a list over several, though one of them is silent`(command: String) async throws {
    // libvirt asks this instead of another computer; it ends with whoever asked.
    let asked = home.path("asked")
    try Data("#!/bin/sh\ntouch \(asked)\nexec cat >/dev/null\n".utf8).write(to: URL(filePath: home.path("silent")))
    chmod(home.path("silent"), 0o755)
    let address = "qemu+ext://silent/session?command=\(home.path("silent"))"
    #expect(try await run("connections", "add", "silent", address).exitCode == 0)
    let program = CommandLineProgram(
      BuiltProgram.path("neuron-vm"),
      environment: [
        "HOME": home.path, "NEURON_VM_CONNECT": Invocation.fixture, "XDG_CONFIG_HOME": nil,
        "XDG_STATE_HOME": nil,
      ])
    let words = command.split(separator: " ").map(String.init) + ["--all-connections", "--timeout", "10m"]
    let (_, outcome) = try await program.whileRunning(words) { run in
      #expect(await eventually(within: .seconds(60)) { FileManager.default.fileExists(atPath: asked) })
      run.send(SIGINT)
    }
    #expect(outcome.signal == SIGINT && outcome.output.isEmpty && outcome.error.isEmpty, "\(outcome)")
  }

  @Test func `a list that somebody damaged is named with its line, and left alone`() async throws {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = "# mine\nlab qemu:///session\nbroken\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    for words in [["connections", "list"], ["connections", "add", "x", "qemu:///system"], ["list", "-c", "lab"]] {
      let refused = try await Invocation(words, home: home)
      #expect(
        refused.exitCode == 1 && refused.errors.contains("connections") && refused.errors.contains("line 3"),
        "\(refused)")
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    // An address needs no list.
    #expect(try await run("list", "-c", Invocation.fixture).exitCode == 0)
  }

  @Test func `names that are added at the same time are all kept`() async throws {
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 1...8 {
        group.addTask {
          try await Invocation(["connections", "add", "n\(number)", "qemu:///session"], home: home).exitCode
        }
      }
      for try await code in group { #expect(code == 0) }
    }
    #expect(try await run("connections", "list").output.split(separator: "\n").count == 9)
  }

  @Test func `all hypervisors are listed together, and one that is missing is an error at the end`() async throws {
    #expect(try await run("connections", "add", "hostile", Invocation.hostile).exitCode == 0)
    let all = try await run("list", "--all-connections")
    #expect(all.exitCode == 0 && all.output.contains("CONNECTION") && all.output.contains("win11"), "\(all)")
    #expect(all.output.contains("hostile") && all.output.contains("forger"))
    #expect(
      try await run("connections", "add", "gone", "qemu+unix:///session?socket=\(home.path)/none").exitCode == 0)
    let some = try await run("list", "--all-connections", "--json")
    #expect(some.exitCode == 5)
    let machines = try JSONSerialization.jsonObject(with: Data(some.output.utf8)) as? [[String: Any]]
    #expect(Set(machines?.compactMap { $0["connection"] as? String } ?? []) == ["hostile", Invocation.fixture])
    let error = try JSONSerialization.jsonObject(with: Data(some.errors.utf8)) as? [String: [String: Any]]
    #expect(error?["error"]?["code"] as? String == "someUnavailable")
    let problem = (error?["error"]?["problems"] as? [[String: Any]])?.first
    #expect(problem?["code"] as? String == "gone")
    #expect((problem?["remedy"] as? String)?.contains("neuron-vm host check --connect gone") == true, "\(some.errors)")
    // Remembered under a name, the usual one is not listed twice.
    #expect(try await run("connections", "add", "usual", Invocation.fixture).exitCode == 0)
    #expect(try await run("list", "--all-connections").output.components(separatedBy: "win11").count == 2)
  }

  @Test func `a machine of the test driver is not moved`() async throws {
    let refused = try await run("migrate", "win11", Invocation.hostile)
    #expect(refused.exitCode == 4 && refused.errors.contains("test driver"), "\(refused)")
    #expect(try await run("migrate", "nobody", Invocation.hostile).exitCode == 3)
    #expect(try await run("migrate", "win11", "nowhere").exitCode == 3)
    #expect(try await run("migrate", "win11", Invocation.hostile, "--live", "--offline").exitCode == 64)
    #expect(try await run("migrate", "win11").exitCode == 64)
  }
}
