import Foundation
import TestSupport
import Testing

@Suite struct CommandLineTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func run(_ line: String, uri: String? = Invocation.fixture) async throws -> Invocation {
    try await Invocation(line.split(separator: " ").map(String.init), uri: uri, home: home)
  }

  /// A command, as `--experimental-dump-help` describes it.
  private struct DescribedCommand: Decodable {
    let commandName: String
    let subcommands: [DescribedCommand]?

    /// Its words after the program's name, and those of every command below it.
    func lines(after words: String = "") -> [String] {
      [words]
        + (subcommands ?? []).filter { $0.commandName != "help" }
        .flatMap { $0.lines(after: words.isEmpty ? $0.commandName : words + " " + $0.commandName) }
    }
  }

  @Test func `the help of every command is as recorded`() async throws {
    struct Document: Decodable { let command: DescribedCommand }
    let description = try await run("--experimental-dump-help")
    let document = try JSONDecoder().decode(Document.self, from: Data(description.output.utf8))
    let commands = document.command.lines()
    #expect(commands.contains("template render"))
    for command in commands {
      let run = try await run(command + " --help")
      #expect(run.exitCode == 0)
      expectSnapshot(run.output, named: "help" + command.split(separator: " ").map { "-" + $0 }.joined() + ".txt")
    }
  }

  @Test func `the tables are as recorded`() async throws {
    expectSnapshot(try await run("list").output, named: "list.txt")
    expectSnapshot(try await run("list --devices").output, named: "list-devices.txt")
    expectSnapshot(try await run("show win11").output, named: "show.txt")
    expectSnapshot(try await run("snapshot list debian").output, named: "snapshot-list.txt")
    expectSnapshot(try await run("snapshot show debian clean").output, named: "snapshot-show.txt")
  }

  @Test(arguments: [
    ("show nobody", 3), ("start nobody", 3), ("template show nothing", 3), ("stop bench", 4), ("delete win11 --yes", 4),
    ("delete debian", 4), ("create win11 --template linux --memory 1G --vcpus 1", 4), ("lsit", 64),
    ("snapshot list nobody", 3), ("snapshot show debian none", 3), ("snapshot revert debian none --yes", 3),
    ("snapshot create win11", 4), ("snapshot revert debian clean", 4), ("snapshot delete debian clean --yes", 0),
    ("start", 64),
    ("start win11 --timeout soon", 64), ("template render linux --set name", 64), ("start win11", 0),
    ("pause bench", 0),
    ("show 6695eb01-f6a4-8304-79aa-97f2502e193f", 0), ("show 6695EB01-F6A4-8304-79AA-97F2502E193F", 0),
    ("template render linux --set nmae=x", 4), ("set debian", 64), ("set debian --memory much", 4),
    ("set nobody --memory 1G", 3), ("set debian --vcpus two", 64), ("set debian --autostart maybe", 64),
    ("set debian --memory 1G --dry-run", 0), ("set debian --memory 64M", 0), ("rename debian a/b", 4),
    ("rename debian win11", 4), ("rename win11 other", 4), ("rename nobody other", 3), ("rename debian debian", 0),
    ("history debian", 0), ("history nobody", 3), ("history debian 7", 3), ("history debian --xml", 64),
    ("undo debian", 4), ("undo debian one", 64), ("undo nobody --yes", 3), ("undo debian --json", 4),
    ("edit nobody", 3),
  ])
  func `exit codes are those documented`(command: String, code: Int32) async throws {
    let run = try await run(command)
    #expect(run.exitCode == code, "\(run.errors)")
    if code != 0 { #expect(!run.errors.isEmpty) }
  }

  @Test(arguments: [
    "show nothing", "history nothing", "history debian 7", "undo debian 7 --yes", "snapshot show debian nothing",
    "snapshot revert debian nothing --yes", "snapshot delete debian nothing --yes", "cdrom win11 eject --drive sdz",
    "disk debian remove vdz", "disk debian resize vdz 1G", "disk debian add --size 1G --pool nothing",
    "disk debian add --volume nothing", "share debian remove nothing",
    "set win11 --network network:nothing", "set debian --network user --network-card 52:54:00:00:00:99",
    "set debian --boot-order vdz", "create new --template linux --memory 1G --vcpus 1 --pool nothing",
    "create new --template /nothing.xml --memory 1G --vcpus 1", "create new --template nothing --memory 1G --vcpus 1",
    "template show nothing", "template check /nothing.xml", "template render /nothing.xml", "iso add /nothing.iso",
    "iso remove nothing.iso --yes", "import /nothing.qcow2",
    "edit debian --from /nothing.xml",
    "edit debian --draft /nothing.xml", "host check --host-root /nothing", "gpu list --host-root /nothing",
    "pci list --host-root /nothing", "gpu check --host-root /nothing", "connections remove nothing",
  ])
  func `what is not there is code 3, whatever it is`(command: String) async throws {
    let words = command.split(separator: " ").map(String.init)
    // An editor that is named needs no terminal.
    let run = try await Invocation(words, variables: ["EDITOR": "true"], home: home)
    #expect(run.exitCode == 3, "\(run.errors)")
    let json = try await Invocation(words + ["--json"], variables: ["EDITOR": "true"], home: home)
    // A command without that option says so.
    #expect(json.exitCode == 3 || json.exitCode == 64 || json.errors.contains("confirmation"), "\(json.errors)")
    #expect((try JSONSerialization.jsonObject(with: Data(json.errors.utf8)) as? [String: Any])?["error"] != nil)
  }

  @Test(arguments: [
    "lsit --json", "start --json", "start win11 --timeout soon --json", "set debian --json", "--json list",
    "disk debian add vda --json", "gpu check nonsense --json", "show win11 --no-such-option --json",
  ])
  func `a wrong command line is an error in JSON too`(command: String) async throws {
    let run = try await run(command)
    #expect(run.exitCode == 64 && run.output.isEmpty, "\(run)")
    let error = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: [String: String]]
    #expect(error?["error"]?["code"] == "usage" && error?["error"]?["message"]?.isEmpty == false, "\(run.errors)")
  }

  @Test(arguments: [
    "cdrom win11 insert /srv/other.iso", "cdrom win11 eject", "disk debian add --size 1G", "disk debian remove vda",
  ])
  func `a change of devices is shown before it is made`(command: String) async throws {
    let words = command.split(separator: " ").map(String.init) + ["--dry-run"]
    let shown = try await Invocation(words, home: home)
    #expect(shown.exitCode == 0 && shown.errors.contains("Nothing was changed."), "\(shown)")
    let json = try await Invocation(words + ["--json"], home: home)
    #expect(json.exitCode == 0 && json.errors.isEmpty, "\(json)")
    let record = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(
      record?["outcome"] as? String != nil && record?["message"] as? String == shown.output.dropLast().description)
  }

  @Test func `a number that is wrong is told once`() async throws {
    let run = try await Invocation(
      ["create", "new", "--template", "linux", "--memory", "1G", "--vcpus", "0"], home: home)
    #expect(run.exitCode == 4)
    #expect(run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }.count == 1, "\(run.errors)")
  }

  @Test func `an editor is not started where there is no terminal for it, and the way around is told`() async throws {
    let run = try await run("edit debian")
    #expect(run.exitCode == 4, "\(run)")
    let ways = run.errors.matches(of: /neuron-vm [a-z]+ [^,\n]*/).map { String($0.output) }
    try #require(ways.count == 2, "\(run)")
    // As it is said there, with something changed in between.
    let script = "\(ways[0]) && sed -i 's/<on_crash>destroy/<on_crash>restart/' machine.xml && \(ways[1])"
    let pasted = try await Invocation.bash(script, home: home)
    #expect(pasted.exitCode == 0 && pasted.errors.contains("+  <on_crash>restart</on_crash>"), "\(pasted)")
    let json = try await Invocation(["edit", "debian", "--from", "machine.xml", "--dry-run", "--json"], home: home)
    let record = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(record?["outcome"] as? String == "unchanged" && (record?["difference"] as? [String])?.isEmpty == false)
    #expect(json.errors.isEmpty && FileManager.default.fileExists(atPath: home.path("machine.xml")))
    let unasked = try await self.run("edit debian --from machine.xml")
    #expect(unasked.exitCode == 4 && unasked.errors.contains("--yes"), "\(unasked)")
    #expect(try await self.run("edit debian --from machine.xml --draft machine.xml").exitCode == 64)
  }

  @Test func `a hypervisor that cannot be reached is code 5 with a remedy`() async throws {
    let run = try await run("list", uri: "qemu+unix:///system?socket=\(home.path)/none")
    #expect(run.exitCode == 5)
    #expect(run.errors.contains("neuron-vm host check"))
  }

  @Test func `all problems of a creation are told at once, each with its remedy`() async throws {
    let run = try await Invocation(
      ["create", "a/b", "--template", "linux", "--memory", "8", "--vcpus", "0", "--mac", "x", "--network", "wlan"],
      home: home)
    #expect(run.exitCode == 4)
    #expect(run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }.count >= 5, "\(run.errors)")
  }

  @Test func `the four Windows templates are rendered with the documented values`() async throws {
    let values = [
      "name=test", "memory_mb=4096", "vcpus=4", "disk_path=/tmp/test.qcow2", "disk_size_gb=64",
      "iso_path=/tmp/windows.iso", "uuid=12345678-1234-1234-1234-123456789abc", "mac_address=52:54:00:12:34:56",
    ]
    for template in ["windows10-basic", "windows10-passthrough", "windows11-basic", "windows11-passthrough"] {
      let run = try await Invocation(
        ["template", "render", template] + values.flatMap { ["--set", $0] }, uri: nil, home: home)
      #expect(run.exitCode == 0, "\(run.errors)")
      for text in ["<name>test</name>", "/tmp/test.qcow2", "/tmp/windows.iso", "52:54:00:12:34:56", "12345678-1234"] {
        #expect(run.output.contains(text), "\(template) lacks \(text)")
      }
    }
  }

  @Test func `control characters of a name never reach the terminal`() async throws {
    let run = try await Invocation(["show", "a\u{1B}[31mb\u{202E}c"], home: home)
    #expect(run.exitCode == 3)
    #expect(!run.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }

  @Test func `autostart without a setting says which it is and changes nothing`() async throws {
    let run = try await run("autostart win11")
    #expect(run.exitCode == 0)
    #expect(run.output == "“win11” does not start with its host.\n")
    #expect(try await self.run("autostart win11 on").output == "“win11” starts with its host from now on.\n")
    #expect(try await self.run("autostart win11 off --json").output.contains(#""changed" : false"#))
  }

  @Test func `an empty URI is a fault of the command line`() async throws {
    let run = try await Invocation(["list", "--connect", ""], home: home)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("--connect needs a URI"))
  }

  @Test(arguments: [
    ("--connect test:///default list --json", "neuron-vm list --connect test:///default --json"),
    ("-c test:///default template render linux", "neuron-vm template render -c test:///default linux"),
    ("--json host check", "neuron-vm host check --json"),
    ("--json snapshot list debian", "neuron-vm snapshot list --json debian"),
    ("disk list win11 --json", "neuron-vm disk win11 list --json"),
    ("cdrom eject win11 --dry-run", "neuron-vm cdrom win11 eject --dry-run"),
  ])
  func `a word in another place is told its own`(line: String, corrected: String) async throws {
    let run = try await run(line)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains(corrected + (line.contains("--json") ? "\"" : "\n")), "\(run.errors)")
    let second = try await self.run(String(corrected.dropFirst("neuron-vm ".count)))
    #expect(second.exitCode != 64, "\(second.errors)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions are made for each shell`(shell: String) async throws {
    let run = try await run("--generate-completion-script \(shell)")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("neuron-vm"))
    #expect(run.output.contains("force-stop"))
  }
}
