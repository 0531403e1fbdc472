import Foundation
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM
@testable import neuron_vm

/// docs/json.md against the program: whatever it prints has the documented keys and no others.
@Suite struct JSONDocumentTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  static func example(under heading: String) throws -> Any {
    let text = try String(contentsOfFile: PackageRoot.path + "/docs/json.md", encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
    let block = try #require(section.components(separatedBy: "```json\n").dropFirst().first)
    let json = try #require(block.components(separatedBy: "\n```").first)
    return try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }

  /// The keys that are there with null where libvirt does not tell; all others are absent then.
  private static let mayBeNull = [".memoryMiB", ".vcpus"]

  /// Every path of keys, with the type at its end; an array counts as what is in it.
  static func shape(_ value: Any, _ path: String = "") -> Set<String> {
    switch value {
    case let object as [String: Any]:
      object.reduce(into: []) { $0.formUnion(shape($1.value, path + "." + $1.key)) }
    case let list as [Any]:
      list.isEmpty ? [path + "[]"] : list.reduce(into: []) { $0.formUnion(shape($1, path + "[]")) }
    case let number as NSNumber:
      [path + (CFBoolean.isBoolean(number) ? " bool" : " number")]
    case is NSNull: [path + " null"]
    default: [path + " string"]
    }
  }

  @Test(arguments: [
    "list --devices --json", "show win11 --json", "show debian --json",
    "create new --template linux --memory 1G --vcpus 1 --disk 10G --dry-run --json", "delete debian --dry-run --json",
    "set debian --memory 4G --title Server --json", "history debian --json",
    "start win11 --json", "logs win11 --json", "template list --json", "template check linux --json",
    "host check --json", "repair --json", "iso list --json", "snapshot create debian --dry-run --json",
    "snapshot list debian --json", "snapshot show debian clean --json", "snapshot revert debian clean --dry-run --json",
    "snapshot delete debian clean --dry-run --json", "autostart win11 --json", "cdrom win11 --json",
    "disk win11 --json", "share win11 --json",
  ])
  func `what a command prints is documented`(command: String) async throws {
    let documented = command.replacing("show debian --json", with: "show win11 --json")
    let expected = Self.shape(try Self.example(under: "neuron-vm " + documented))
    let run = try await Invocation(command.split(separator: " ").map(String.init), home: home)
    #expect(run.exitCode == 0, "\(run.errors)")
    let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
    // An empty list says nothing of what would be in it.
    let unknown = printed.filter { path in
      path.hasSuffix("[]") ? !expected.contains { $0.hasPrefix(path) } : !expected.contains(path)
    }.filter { path in !Self.mayBeNull.contains { path.hasSuffix($0 + " null") } }
    #expect(unknown.isEmpty)
    #expect(!printed.isEmpty)
  }

  @Test(arguments: [
    ("gpu list", "gpu list"), ("gpu check", "gpu check"), ("pci list", "pci list"),
    ("pci check 0000:03:00.0", "gpu check"), ("gpu check 0000:01:00.0", "gpu check"), ("host show", "host show"),
    ("host report --output host.tar.gz", "host report --output host.tar.gz"),
  ])
  func `what is printed of devices is documented`(command: String, heading: String) async throws {
    for host in [HostFixture.behindSwitch, .keyboardInGroup, .virtualFunctions] {
      let root = try TemporaryDirectory()
      try host.tree.write(to: root.path)
      var words = command.split(separator: " ").map(String.init)
      if words.contains("report") { words[3] = root.path("host.tar.gz") }
      // There is no second card there.
      if host.name == "virtual-functions", words.last == "0000:01:00.0" { words[2] = "0000:00:02.1" }
      let run = try await Invocation(words + ["--host-root", root.path, "--json"], home: home)
      #expect(run.exitCode == 0 || run.exitCode == 4)
      #expect(run.errors.isEmpty, "\(run.errors)")
      let example = try Self.example(under: "neuron-vm \(heading) --json")
      let isOne = words.count > 2 && words[1] == "check"
      let expected = Self.shape(isOne ? (example as? [Any])?.first ?? example : example)
      let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
      let unknown = printed.filter { path in
        path.hasSuffix("[]") ? !expected.contains { $0.hasPrefix(path) } : !expected.contains(path)
      }
      #expect(unknown.isEmpty)
      #expect(!printed.isEmpty)
    }
  }

  @Test func `what was changed, and taking it back, is documented`() async throws {
    // The test driver keeps a connection's machines for that connection: of a removed one the history alone is left.
    let removal = try await Invocation(["delete", "debian", "--yes"], home: home)
    #expect(removal.exitCode == 0, "\(removal.errors)")
    for command in ["history debian --json", "history debian 1 --json"] {
      let expected = Self.shape(try Self.example(under: "neuron-vm " + command))
      let run = try await Invocation(command.split(separator: " ").map(String.init), home: home)
      #expect(run.exitCode == 0, "\(run.errors)")
      let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
      #expect(printed.filter { !$0.hasSuffix("[]") }.subtracting(expected).isEmpty)
    }
    for dryRun in [["--dry-run"], ["--yes", "--without-disks"]] {
      let expected = Self.shape(try Self.example(under: "neuron-vm undo debian --yes --json"))
      let run = try await Invocation(["undo", "debian", "1", "--json"] + dryRun, home: home)
      #expect(run.exitCode == 0, "\(run.errors)")
      let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(run.output.utf8)))
      #expect(printed.filter { !$0.hasSuffix("[]") }.subtracting(expected).isEmpty)
    }
  }

  @Test func `hypervisors with names, and their machines, are documented`() async throws {
    let added = try await Invocation(["connections", "add", "office", Invocation.fixture, "--json"], home: home)
    let entries = Self.shape(try Self.example(under: "neuron-vm connections list --json"))
    #expect(Self.shape([try JSONSerialization.jsonObject(with: Data(added.output.utf8))]) == entries)
    let list = try await Invocation(["connections", "list", "--json"], home: home)
    #expect(Self.shape(try JSONSerialization.jsonObject(with: Data(list.output.utf8))) == entries)
    let all = try await Invocation(["list", "--all-connections", "--json"], home: home)
    #expect(
      Self.shape(try JSONSerialization.jsonObject(with: Data(all.output.utf8)))
        == Self.shape(try Self.example(under: "neuron-vm list --all-connections --json")))
  }

  @Test func `a move is documented`() throws {
    let disk = MigrationDisk(
      device: "vda", path: "/images/a.qcow2", sourcePool: nil, pool: "images", volume: "a.qcow2", format: "qcow2",
      capacity: .gibibytes(1), allocation: .gibibytes(1))
    let steps: [MigrationStep] = [
      .createDisk(disk), .moveRunning(copying: [disk]), .copyDisk(disk), .moveDefinition, .startWithHost,
    ]
    let text = try String(contentsOfFile: PackageRoot.path + "/docs/json.md", encoding: .utf8)
    for step in steps { #expect(text.contains("`\(step.code)`")) }
    let plan = MigrationPlan(
      name: "a", id: UUID(), source: "qemu:///system", target: "qemu+ssh://office/system", state: .running,
      isPersistent: true, isLive: true, keepsSource: false, steps: steps, warnings: ["w"], leftBehind: [disk.path])
    let json = Output.json(MigrationPlanRecord(plan, warnings: plan.warnings, state: .running))
    #expect(
      Self.shape(try JSONSerialization.jsonObject(with: Data(json.utf8)))
        == Self.shape(try Self.example(under: "neuron-vm migrate win11 office --dry-run --json")))
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

  @Test func `what libvirt does not tell of a listed machine is null`() throws {
    let machine = MachineSummary(id: UUID(), name: "odd", state: .running, memory: nil, processors: nil)
    let json = Output.json([MachineRecord(machine, nil)])
    let printed = Self.shape(try JSONSerialization.jsonObject(with: Data(json.utf8)))
    #expect(printed == ["[].name string", "[].uuid string", "[].state string", "[].memoryMiB null", "[].vcpus null"])
  }

  @Test func `a machine that is made comes with the warnings, and nothing else is said`() async throws {
    let run = try await Invocation(
      ["create", "new", "--template", "linux", "--memory", "1G", "--vcpus", "1", "--disk", "1T", "--json"], home: home)
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    let made = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(made["name"] as? String == "new")
    #expect((made["warnings"] as? [String])?.isEmpty == false)
    var known = Self.shape(try Self.example(under: "neuron-vm show win11 --json"))
    known.insert(".warnings[] string")
    let printed = Self.shape(made).filter { !$0.hasSuffix("[]") }
    #expect(printed.subtracting(known).isEmpty)
  }

  @Test func `a failed creation says nothing but its error`() async throws {
    let run = try await Invocation(
      ["create", "bench", "--template", "linux", "--memory", "1G", "--vcpus", "1", "--json"], home: home)
    #expect(run.exitCode == 4)
    let error = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: [String: Any]]
    #expect(error?["error"]?["code"] as? String == "refused")
  }

  @Test func `a removal with JSON that nobody can confirm is refused`() async throws {
    let run = try await Invocation(["delete", "debian", "--json"], home: home)
    #expect(run.exitCode == 4)
    #expect(run.output.isEmpty)
    let error = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: [String: Any]]
    #expect((error?["error"]?["problems"] as? [[String: Any]])?.first?["code"] as? String == "confirmation")
    let removal = try await Invocation(["delete", "debian", "--json", "--yes"], home: home)
    #expect(removal.exitCode == 0)
    #expect(removal.errors.isEmpty)
  }

  @Test func `each thing that goes has its kind`() throws {
    let kinds: [(DeletionPlan.Item, Set<String>)] = [
      (.disk(pool: "default", volume: "a.qcow2", path: "/a.qcow2"), [".kind string", ".path string"]),
      (.nvram(path: nil), [".kind string"]), (.nvram(path: "/a_VARS.fd"), [".kind string", ".path string"]),
      (.tpmState, [".kind string"]), (.savedMemory, [".kind string"]),
      (.snapshots(["a", "b"]), [".kind string", ".names[] string"]),
    ]
    for (item, keys) in kinds {
      let json = Output.json(DeletionPlanRecord.Removed(item))
      #expect(Self.shape(try JSONSerialization.jsonObject(with: Data(json.utf8))) == keys)
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
