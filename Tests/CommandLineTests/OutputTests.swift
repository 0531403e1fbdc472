import Foundation
import TestSupport
import Testing

/// What happens to the streams, and what others' values may do to them.
@Suite struct OutputTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func bash(_ script: String) async throws -> Invocation {
    try await Invocation.bash(script, uri: Invocation.hostile, home: home)
  }

  @Test(arguments: ["list", "show forger", "--version", "template list", "show forger --xml"])
  func `an output that cannot be written is an error with words`(command: String) async throws {
    let run = try await bash("neuron-vm \(command) > /dev/full")
    #expect(run.exitCode == 1)
    #expect(run.errors == "error: Standard output cannot be used: No space left on device.\n")
  }

  @Test func `with JSON the words are an object`() async throws {
    let run = try await bash("neuron-vm list --json > /dev/full")
    #expect(run.exitCode == 1)
    let object = try JSONSerialization.jsonObject(with: Data(run.errors.utf8)) as? [String: [String: Any]]
    #expect(object?["error"]?["code"] as? String == "file")
  }

  @Test(arguments: ["", "trap '' PIPE; "], ["list", "watch", "watch --json"])
  func `a reader that has gone ends the program quietly`(trap: String, command: String) async throws {
    // bash's own writing tells when the reader has gone.
    let run = try await bash(
      """
      { (trap '' PIPE; while echo x; do :; done) 2>/dev/null
        \(trap)neuron-vm \(command); echo "ended with $?" >&2; } | true
      """)
    #expect(run.errors == "ended with 1\n")
  }

  @Test func `standard error that nobody reads stops nothing`() async throws {
    let run = try await bash(
      """
      { (trap '' PIPE; while echo x; do :; done) 2>/dev/null
        neuron-vm delete plain@2 --yes 2>&1 >result; echo $? >code; } | true; cat result code
      """)
    #expect(run.output == "“plain@2” is removed.\n0\n")
  }

  @Test func `control characters of a definition reach a file and no terminal`() async throws {
    let piped = try await bash("neuron-vm show forger --xml")
    #expect(piped.output.unicodeScalars.contains("\u{9B}"))
    let seen = try await bash("script -qec 'neuron-vm show forger --xml' /dev/null")
    #expect(seen.output.contains("in red"))
    #expect(!seen.output.unicodeScalars.contains("\u{9B}"))
  }

  @Test func `control characters of a template reach a file and no terminal`() async throws {
    let folder = home.path + "/.config/neuron-os/templates"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "<!-- \u{1B}]0;title\u{7} -->".write(toFile: folder + "/evil.xml", atomically: true, encoding: .utf8)
    #expect(try await bash("neuron-vm template show evil").output.contains("\u{1B}]0;title\u{7}"))
    let seen = try await bash("script -qec 'neuron-vm template show evil' /dev/null")
    #expect(seen.output.contains("]0;title"))
    #expect(!seen.output.contains("\u{1B}"))

    let rendering = "neuron-vm template render linux --set name=a --set memory_mb=512 --set vcpus=1 "
    let values = "--set disk_path=/$(printf '\\302\\233')31m --set kernel_path=/vmlinuz"
    #expect(try await bash(rendering + values).output.unicodeScalars.contains("\u{9B}"))
    let shown = try await bash("script -qec \"\(rendering + values)\" /dev/null")
    #expect(shown.output.contains("31m"))
    #expect(!shown.output.unicodeScalars.contains("\u{9B}"))
  }

  @Test func `a value with line ends forges no line`() async throws {
    let shown = try await bash("neuron-vm show forger").output.split(separator: "\n")
    #expect(shown.filter { $0.hasPrefix("Firmware") }.count == 1)
    #expect(!shown.contains { $0.hasPrefix("Keeps") })
    let plan = try await bash("neuron-vm delete forger --dry-run").errors.split(separator: "\n")
    #expect(plan.count == 2, "\(plan)")
    #expect(plan.filter { $0.hasPrefix("Keeps") }.count == 1)
  }
}
