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
    let run = try await Invocation.bash("touch a b; printf '%s|' \(ShellWord(text)); ls", home: home)
    #expect(run.output == text + "|a\nb\n")
  }

  @Test func `a harmless word stays bare`() {
    #expect(ShellWord("seed-2.qcow2").description == "seed-2.qcow2")
    #expect(ShellWord("/srv/iso/a.iso").description == "/srv/iso/a.iso")
    #expect(ShellWord("it's").description == #"'it'\''s'"#)
  }

  @Test(arguments: ["x$(touch pwned)", "it's `touch pwned`", "forger"])
  func `a command that a remedy names works when it is pasted`(name: String) async throws {
    let refused = try await Invocation(["pause", name], uri: Invocation.hostile, home: home)
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

  @Test func `a machine that runs names both ways to switch it off`() async throws {
    let run = try await Invocation(["delete", "win11", "--yes"], home: home)
    #expect(run.errors.contains("neuron-vm stop win11 "))
    #expect(run.errors.hasSuffix("neuron-vm force-stop win11\n"))
  }
}
