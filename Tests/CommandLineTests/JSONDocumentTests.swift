import Foundation
import TestSupport
import Testing

/// docs/json.md against the program: whatever it prints has the documented keys and no others.
@Suite struct JSONDocumentTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private static func example(under heading: String) throws -> Any {
    let text = try String(contentsOfFile: PackageRoot.path + "/docs/json.md", encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
    let block = try #require(section.components(separatedBy: "```json\n").dropFirst().first)
    let json = try #require(block.components(separatedBy: "\n```").first)
    return try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }

  /// Every path of keys, with the type at its end; an array counts as what is in it.
  private static func shape(_ value: Any, _ path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      object.reduce(into: []) { $0.formUnion(shape($1.value, path + "." + $1.key)) }
    case let list as [Any]:
      list.isEmpty ? [path + "[]"] : list.reduce(into: []) { $0.formUnion(shape($1, path + "[]")) }
    case let number as NSNumber:
      [path + (CFBoolean.isBoolean(number) ? " bool" : " number")]
    default: [path + " string"]
    }
  }

  @Test(arguments: [
    "list --devices --json", "show win11 --json", "show debian --json",
    "create new --template linux --memory 1G --vcpus 1 --disk 10G --dry-run --json", "delete debian --dry-run --json",
    "start win11 --json", "template list --json", "template check linux --json", "host check --json", "repair --json",
  ])
  func `what a command prints is documented`(command: String) async throws {
    let documented = command.replacing("show debian", with: "show win11")
    let expected = Self.shape(try Self.example(under: "neuron-vm " + documented))
    let run = try await Invocation(command.split(separator: " ").map(String.init), home: home)
    #expect(run.exitCode == 0, "\(run.errors)")
    let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
    // An empty list says nothing of what would be in it.
    let unknown = printed.filter { path in
      path.hasSuffix("[]") ? !expected.contains { $0.hasPrefix(path) } : !expected.contains(path)
    }
    #expect(unknown.isEmpty)
    #expect(!printed.isEmpty)
  }

  @Test func `an error is documented, and nothing is on standard output`() async throws {
    let expected = Self.shape(try Self.example(under: "Errors"))
    for command in [["show", "none", "--json"], ["delete", "win11", "--json"], ["stop", "bench", "--json"]] {
      let run = try await Invocation(command, home: home)
      #expect(run.exitCode == 3 || run.exitCode == 4)
      #expect(run.output.isEmpty)
      let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(run.errors.utf8)))
      #expect(printed.subtracting(expected).isEmpty)
      #expect(printed.contains(".error.code string"))
      #expect(printed.contains(".error.message string"))
    }
  }

  @Test func `a listed machine has its name, UUID, state, memory and processors`() async throws {
    let run = try await Invocation(["list", "--json"], home: home)
    let machines = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(machines.map { $0["name"] as? String } == ["bench", "debian", "win11"])
    #expect(machines.map { $0["state"] as? String } == ["paused", "shutOff", "running"])
    #expect(machines.map { $0["memoryMiB"] as? Int } == [1024, 2048, 16384])
    #expect(machines.map { $0["vcpus"] as? Int } == [1, 2, 8])
    #expect(machines.last?["uuid"] as? String == "6695eb01-f6a4-8304-79aa-97f2502e193f")
  }
}

private enum CFBoolean {
  static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
