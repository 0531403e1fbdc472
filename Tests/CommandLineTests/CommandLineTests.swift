import Foundation
import TestSupport
import Testing

@Suite struct CommandLineTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func run(_ line: String, uri: String? = Invocation.fixture) async throws -> Invocation {
    try await Invocation(line.split(separator: " ").map(String.init), uri: uri, home: home)
  }

  @Test(arguments: [
    "", "list", "show", "watch", "logs", "console", "create", "clone", "import", "export", "delete", "repair",
    "template", "template list", "template show",
    "template check", "template render", "start", "stop", "force-stop", "pause", "resume", "reboot", "reset", "save",
    "restore", "autostart", "set", "rename", "edit", "history", "undo", "host", "host check",
  ])
  func `the help is as recorded`(command: String) async throws {
    let run = try await run(command + " --help")
    #expect(run.exitCode == 0)
    expectSnapshot(run.output, named: "help" + command.split(separator: " ").map { "-" + $0 }.joined() + ".txt")
  }

  @Test func `the tables are as recorded`() async throws {
    expectSnapshot(try await run("list").output, named: "list.txt")
    expectSnapshot(try await run("list --devices").output, named: "list-devices.txt")
    expectSnapshot(try await run("show win11").output, named: "show.txt")
  }

  @Test(arguments: [
    ("show nobody", 3), ("start nobody", 3), ("template show nothing", 3), ("stop bench", 4), ("delete win11 --yes", 4),
    ("delete debian", 4), ("create win11 --template linux --memory 1G --vcpus 1", 4), ("lsit", 64), ("start", 64),
    ("start win11 --timeout soon", 64), ("template render linux --set name", 64), ("start win11", 0),
    ("pause bench", 0),
    ("show 6695eb01-f6a4-8304-79aa-97f2502e193f", 0), ("show 6695EB01-F6A4-8304-79AA-97F2502E193F", 0),
    ("template render linux --set nmae=x", 4), ("set debian", 64), ("set debian --memory much", 4),
    ("set nobody --memory 1G", 3), ("set debian --vcpus two", 64), ("set debian --autostart maybe", 64),
    ("set debian --memory 1G --dry-run", 0), ("set debian --memory 64M", 0), ("rename debian a/b", 4),
    ("rename debian win11", 4), ("rename win11 other", 4), ("rename nobody other", 3), ("rename debian debian", 0),
    ("history debian", 0), ("history nobody", 3), ("history debian 7", 4), ("history debian --xml", 64),
    ("undo debian", 4), ("undo debian one", 64), ("undo nobody --yes", 3), ("undo debian --json", 4),
    ("edit nobody", 3),
  ])
  func `exit codes are those documented`(command: String, code: Int32) async throws {
    let run = try await run(command)
    #expect(run.exitCode == code, "\(run.errors)")
    if code != 0 { #expect(!run.errors.isEmpty) }
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
  ])
  func `an option before the command is told its place`(line: String, corrected: String) async throws {
    let run = try await run(line)
    #expect(run.exitCode == 64)
    #expect(run.errors.contains(corrected + "\n"), "\(run.errors)")
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
