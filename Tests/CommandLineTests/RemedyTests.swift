import Foundation
import MachineModel
import NeuronVM
import TestSupport
import Testing

/// The commands that remedies name can be copied into a shell.
@Suite struct RemedyTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  @Test(arguments: [
    "seed", "win11", "x$(touch pwned)", "it's `touch pwned`", "", "a b", "~", "-", "*", "#x", "!!", "a\\b", "\"q\"",
    "=ls",
    "büro", "''", "{a,b}", "a=b", "&", "<x", "line\nend",
  ])
  func `any text is one word of a shell, as it was`(text: String) async throws {
    let run = try await Invocation.bash("touch a b; printf '%s|' \(ShellWord.quoted(text)); ls", home: home)
    #expect(run.output == text + "|a\nb\n")
  }

  @Test func `what looks like an option is none, wherever it stands`() {
    #expect(ShellWord("-x").description == "-- -x")
    #expect(ShellWord("-a b").description == "-- '-a b'")
    #expect(ShellWord("a", "-b", "-c").description == "a -- -b -c")
    #expect(ShellWord("-a", "eject").description == "-- -a eject")
    #expect(ShellWord(option: "--pool", "default").description == "--pool default")
    #expect(ShellWord(option: "--pool", "-x").description == "--pool=-x")
  }

  @Test func `no command has an option behind a name that may look like one`() throws {
    let root = PackageRoot.path + "/Sources"
    let command = /neuron-vm [a-z][^"–”]*?%\d\$@[^"–”;]*? --[a-z]/
    let twoNames = /neuron-vm ([a-z][^"–”%]*?)%\d\$@ %\d\$@/
    for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init()
    where path.hasSuffix(".swift") {
      let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
      for line in text.split(separator: "\n") {
        // “First this, then that” are two commands.
        for part in line.components(separatedBy: ", then ") {
          #expect(part.firstMatch(of: command) == nil, "\(path): \(part)")
          // The first may be an option with its value, or an option's value, or a verb.
          guard let found = part.firstMatch(of: twoNames)?.1,
            !["", "iso remove ", "disk ", "cdrom --force "].contains(found)
          else { continue }
          #expect(found.firstMatch(of: /--[a-z]+ $/) != nil, "\(path): \(part)")
        }
      }
    }
  }

  @Test func `a harmless word stays bare`() {
    #expect(ShellWord("seed-2.qcow2").description == "seed-2.qcow2")
    #expect(ShellWord("/srv/iso/a.iso").description == "/srv/iso/a.iso")
    #expect(ShellWord("it's").description == #"'it'\''s'"#)
  }

  @Test(arguments: ["x$(touch pwned)", "it's `touch pwned`", "forger", "-y", "--help me"])
  func `a command that a remedy names works when it is pasted`(name: String) async throws {
    let refused = try await Invocation(["pause", "--", name], uri: Invocation.hostile, home: home)
    #expect(refused.exitCode == 4)
    let command = try #require(refused.errors.split(separator: "First: ").last)
    let pasted = try await Invocation.bash(String(command) + "ls", uri: Invocation.hostile, home: home)
    #expect(pasted.exitCode == 0)
    #expect(pasted.output == "“\(name)” is running.\n", "\(pasted)")
  }

  @Test func `each remedy with a machine's name has it as a word of a shell`() {
    let name = "a 'b'"
    let word = #"'a '\''b'\'''"#
    for error: NeuronError in [
      .impossible(machine: name, state: .shutOff, verb: .pause, first: .start),
      .timedOut(machine: name, verb: .stop, after: .seconds(1)),
    ] {
      #expect(error.remedy?.hasSuffix(" " + word) == true, "\(error.remedy ?? "")")
    }
  }

  @Test(arguments: [
    ["delete", "--yes"], ["history"], ["undo", "--yes"], ["cdrom"], ["disk"], ["share"], ["snapshot", "list"],
    ["set", "--memory", "1"], ["edit"], ["clone", "--dry-run"],
  ])
  func `commands for a machine whose name looks like an option can be pasted`(words: [String]) async throws {
    let arguments = words + ["--", "-y"] + (words[0] == "clone" ? ["-new"] : [])
    let said = try await Invocation(arguments, uri: Invocation.hostile, home: home)
    let all = said.errors + said.output
    for found in all.matches(of: /(?:First|first|with|one|file|history|undo|edit): (neuron-vm [^\n–,]*)/) {
      let pasted = try await Invocation.bash(
        String(found.1) + " --help >/dev/null", uri: Invocation.hostile, home: home)
      #expect(pasted.exitCode != 64, "\(found.1): \(pasted)")
    }
    #expect(!all.contains("neuron-vm \(words[0]) -y"), "\(all)")
  }

  @Test func `a machine that runs names both ways to switch it off`() async throws {
    let run = try await Invocation(["delete", "win11", "--yes"], home: home)
    #expect(run.errors.contains("neuron-vm stop win11 "))
    #expect(run.errors.hasSuffix("neuron-vm force-stop win11\n"))
  }
}
