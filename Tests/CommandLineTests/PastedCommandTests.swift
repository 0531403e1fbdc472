import ArgumentParser
import MachineModel
import NeuronVM
import TestSupport
import Testing

@testable import neuron_vm

/// Commands in our words reach the hypervisor that the command which said them reached.
@Suite struct PastedCommandTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private let office = PastedCommands(connection: "office", address: "qemu+ssh://office/system?a=b")

  /// The paths of all commands that do something themselves.
  private static func leaves(
    of command: any ParsableCommand.Type = NeuronVMCommand.self, _ path: [String] = []
  ) -> [[String]] {
    let parts = command.configuration.subcommands
    return parts.isEmpty ? [path] : parts.flatMap { leaves(of: $0, path + [$0._commandName]) }
  }

  @Test func `every command that takes a connection gets it, and no other`() async throws {
    let leaves = Self.leaves()
    #expect(leaves.count > 20)
    for path in leaves {
      let words = path.joined(separator: " ")
      let help = try await Invocation(path + ["--help"], home: home).output
      let completed = office.completed("First: neuron-vm \(words) win11")
      let takesConnection = help.contains("--connect <uri>")
      #expect(completed == "First: neuron-vm \(words)\(takesConnection ? " --connect office" : "") win11", "\(words)")
    }
  }

  @Test func `a session is not asked as root`() {
    let session = PastedCommands(connection: nil, address: "qemu:///session")
    #expect(session.completed("Try: sudo virsh net-list") == "Try: virsh -c qemu:///session net-list")
    #expect(office.completed("sudo virsh list") == #"sudo virsh -c qemu+ssh://office/system\?a\=b list"#)
  }

  @Test(arguments: [
    ("“neuron-vm host check” says why.", "“neuron-vm host check --connect office” says why."),
    (
      "neuron-vm stop a – or: neuron-vm force-stop a",
      "neuron-vm stop --connect office a – or: neuron-vm force-stop --connect office a"
    ),
    ("neuron-vm repair", "neuron-vm repair --connect office"),
    ("neuron-vm repair --connect lab", "neuron-vm repair --connect lab"),
    ("neuron-vm connections add --help", "neuron-vm connections add --help"),
    ("neuron-vm is a program", "neuron-vm is a program"),
    ("/opt/neuron-vm list", "/opt/neuron-vm list"),
    ("virsh vol-delete x", #"virsh -c qemu+ssh://office/system\?a\=b vol-delete x"#),
    ("virsh -c qemu:///system list", "virsh -c qemu:///system list"),
  ])
  func `the option stands behind the verb`(text: String, expected: String) {
    #expect(office.completed(text) == expected)
  }

  @Test func `without a choice of the user's nothing is added`() {
    let usual = PastedCommands(connection: nil, address: nil)
    #expect(usual.completed("neuron-vm start a; virsh list") == "neuron-vm start a; virsh list")
  }

  @Test(arguments: ["qemu:///session?a=b&c=$(touch pwned)", "it's", "a b;touch pwned", "`touch pwned`"])
  func `an address does not end the quotes that a machine's name stands in`(address: String) async throws {
    let hostile = PastedCommands(connection: address, address: address)
    // The machine is called like a command, with something behind it that a shell would run.
    let word = ShellWord("x neuron-vm start $(touch pwned)").description
    let run = try await Invocation.bash("printf '%s|' \(hostile.completed(word)) >/dev/null; ls", home: home)
    #expect(!run.output.contains("pwned"), "\(run)")
    let bare = try await Invocation.bash("echo \(hostile.completed("neuron-vm start")); ls", home: home)
    #expect(!bare.output.split(separator: "\n").contains("pwned"), "\(bare)")
  }

  @Test func `a remedy of the program carries the connection that was given, and only then`() async throws {
    let given = try await Invocation(
      ["delete", "win11", "--yes", "-c", Invocation.fixture], uri: Invocation.hostile, home: home)
    #expect(given.errors.hasSuffix("neuron-vm force-stop --connect \(Invocation.fixture) win11\n"), "\(given.errors)")
    let json = try await Invocation(
      ["pause", "none", "--json", "-c", Invocation.fixture], uri: Invocation.hostile, home: home)
    #expect(json.errors.contains("neuron-vm list --connect test:"), "\(json.errors)")
    let same = try await Invocation(["delete", "win11", "--yes", "-c", Invocation.fixture], home: home)
    #expect(same.errors.hasSuffix("neuron-vm force-stop win11\n"), "\(same.errors)")
  }
}
