import Foundation
import TestSupport
import Testing

@testable import neuron_vm

/// What bash does when the user presses the tab key.
@Suite struct CompletionTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  /// Calls the function that bash is told to call, with the words as bash splits them.
  private static let tab = #"""
    source <(neuron-vm --generate-completion-script bash)
    tab() {
      COMP_LINE="$1"; COMP_POINT=${#COMP_LINE}; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); COMPREPLY=()
      local current="${COMP_WORDS[-1]}"; [[ "$current" = [:=@] ]] && current=
      "$(complete -p neuron-vm | sed 's/.*-F \([^ ]*\).*/\1/')" neuron-vm "$current" "${COMP_WORDS[-2]}"
      printf '%s\n' "${COMPREPLY[@]}"
    }

    """#

  private func replies(_ script: String, uri: String? = Invocation.fixture) async throws -> Set<Substring> {
    let run = try await Invocation.bash(
      Self.tab + script, uri: uri, variables: ["OTHER": Invocation.hostile], home: home)
    #expect(run.exitCode == 0, "\(run)")
    return Set(run.output.split(separator: "\n"))
  }

  @Test func `machine names are completed from the hypervisor`() async throws {
    #expect(try await replies("tab 'neuron-vm start ' neuron-vm start ''") == ["bench", "debian", "win11"])
    #expect(try await replies("tab 'neuron-vm start w' neuron-vm start w") == ["win11"])
  }

  @Test func `names of remembered hypervisors are completed, and used`() async throws {
    for (name, uri) in [("office", Invocation.hostile), ("lab", Invocation.fixture)] {
      #expect(try await Invocation(["connections", "add", name, uri], home: home).exitCode == 0)
    }
    #expect(try await replies("tab 'neuron-vm list -c ' neuron-vm list -c ''") == ["office", "lab"])
    #expect(try await replies("tab 'neuron-vm migrate win11 o' neuron-vm migrate win11 o") == ["office"])
    #expect(try await replies("tab 'neuron-vm connections remove l' neuron-vm connections remove l") == ["lab"])
    #expect(
      try await replies("tab 'neuron-vm start -c office ' neuron-vm start -c office ''") == ["forger", "plain@2"])
  }

  @Test func `snapshot names are those of the machine before`() async throws {
    #expect(
      try await replies("tab 'neuron-vm snapshot revert debian ' neuron-vm snapshot revert debian ''") == ["clean"])
    #expect(try await replies("tab 'neuron-vm snapshot show win11 ' neuron-vm snapshot show win11 ''").isEmpty)
    #expect(try await replies("tab 'neuron-vm snapshot list ' neuron-vm snapshot list ''").contains("debian"))
  }

  @Test func `a machine's name is never run as a command`() async throws {
    // The same name, offered as it is, would be run: otherwise this test would prove nothing.
    let proof = try await Invocation.bash("compgen -W 'x$(touch proof)'; ls", home: home)
    #expect(proof.output.contains("proof"))

    let replies = try await replies("tab 'neuron-vm start ' neuron-vm start ''; ls", uri: Invocation.hostile)
    #expect(replies == ["forger", "plain@2", "proof"])
  }

  @Test func `a template's file name is never run as a command`() async throws {
    let folder = home.path + "/.config/neuron-os/templates"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["mine", "y$(touch pwned)", "-z"] {
      try Data().write(to: URL(fileURLWithPath: folder + "/\(name).xml"))
    }
    for words in ["template show ''", "create --template ''"] {
      let line = words.replacing("''", with: "")
      let replies = try await replies("tab 'neuron-vm \(line)' neuron-vm \(words); ls")
      #expect(replies.contains("mine") && replies.contains("linux"))
      #expect(!replies.contains { $0.contains("pwned") || $0.contains("touch") || $0.contains("z") }, "\(replies)")
    }
  }

  @Test(arguments: [
    #"tab "neuron-vm start --connect $OTHER " neuron-vm start --connect test : "${OTHER#test:}" ''"#,
    #"tab "neuron-vm start -c $OTHER " neuron-vm start -c test : "${OTHER#test:}" ''"#,
    #"tab "neuron-vm start --connect=$OTHER " neuron-vm start --connect = test : "${OTHER#test:}" ''"#,
    #"tab "neuron-vm start --connect=$OTHER " neuron-vm start "--connect=$OTHER" ''"#,
    #"tab "neuron-vm start --connect '$OTHER' " neuron-vm start --connect "'$OTHER'" ''"#,
  ])
  func `the hypervisor is the one on the line although bash splits it`(script: String) async throws {
    #expect(try await replies(script) == ["forger", "plain@2"])
  }

  @Test func `a value behind an equals sign is completed`() async throws {
    #expect(try await replies("tab 'neuron-vm create --template=lin' neuron-vm create --template = lin") == ["linux"])
    #expect(try await replies("tab 'neuron-vm create --template=' neuron-vm create --template =").contains("linux"))
  }

  @Test func `what bash keeps of a word is not in the reply`() async throws {
    // Bash replaces only what follows the sign at which it splits.
    let script = "tab 'neuron-vm start plain@' neuron-vm start plain @"
    #expect(try await replies(script, uri: Invocation.hostile) == ["2"])
  }

  @Test func `completion of names ends although the hypervisor never answers`() async throws {
    let answer: Int? = await firstAnswer(within: .milliseconds(1)) {
      // Much longer than a test may take.
      try? await Task.sleep(for: .seconds(3600))
      return 1
    }
    #expect(answer == nil)
    #expect(await firstAnswer(within: .seconds(3600)) { 2 } == 2)
  }
}
