import Foundation
import TestSupport
import Testing

/// A folder of the host in a real guest: the system's libvirt alone has it, so this needs root.
@Suite(
  .enabled(if: PrivateSystem.obstacle == nil, Comment(rawValue: PrivateSystem.obstacle ?? "")),
  .timeLimit(.minutes(5)))
struct SharedFolderTests {
  private static let create = [
    "create", "desk", "--template", "linux", "--memory", "256M", "--vcpus", "1", "--disk", "1G", "--accel", "none",
    "--network", "none", "--firmware", "bios", "--kernel", Guests.kernel, "--initrd", Guests.initramfs, "--cmdline",
    "console=ttyS0 quiet mitigations=off neuron.name=desk neuron.share=papers",
  ]

  @Test func `a guest reads and writes it, and only what may be shared is`() async throws {
    try await PrivateSystem.with { system in
      @Sendable func expect(_ code: Int32, _ words: [String]) async throws -> ProgramOutcome {
        let outcome = try await system.neuronVM.run(words)
        #expect(outcome.exitCode == code, "\(outcome)")
        return outcome
      }
      let papers = system.folder + "/papers"
      try FileManager.default.createDirectory(atPath: papers, withIntermediateDirectories: true)
      try FileManager.default.createDirectory(atPath: system.folder + "/more", withIntermediateDirectories: true)
      try "from the host".write(toFile: papers + "/hello", atomically: false, encoding: .utf8)
      _ = try await expect(0, Self.create)

      for folder in ["/", "/etc", "/usr/share", "papers/hello"] {
        _ = try await expect(4, ["share", "desk", "add", folder])
      }
      _ = try await expect(3, ["share", "desk", "add", "nowhere"])
      let preview = try await expect(0, ["share", "desk", "add", "papers", "--dry-run"])
      #expect(preview.output.contains("“desk” sees “\(papers)” as “papers”"), "\(preview)")
      _ = try await expect(4, ["share", "desk", "add", "papers", "--as", "my papers"])
      let readOnly = try await system.neuronVM("share", "desk", "add", "more", "--read-only")
      // libvirt 11 can; what cannot is refused, and never shared for writing instead.
      if readOnly.exitCode == 0 {
        #expect(try await system.virsh("dumpxml", "--inactive", "desk").output.contains("<readonly/>"))
        _ = try await expect(0, ["share", "desk", "remove", "more"])
      } else {
        #expect(readOnly.exitCode == 4 && readOnly.error.contains("mount --bind -o ro"), "\(readOnly)")
      }
      #expect(try await expect(0, ["share", "desk"]).error.contains("sees no folder"))

      let added = try await expect(0, ["share", "desk", "add", "papers"])
      #expect(added.output.contains("“desk” sees “\(papers)” as “papers”"), "\(added)")
      #expect(added.error.contains("memory is shared") && added.error.contains("WinFsp"), "\(added)")
      let definition = try await system.virsh("dumpxml", "--inactive", "desk").output
      #expect(definition.contains("<source type='memfd'/>") && definition.contains("<access mode='shared'/>"))
      #expect(try await expect(0, ["share", "desk", "add", "papers"]).output.contains("already"))

      _ = try await expect(0, ["start", "desk"])
      let said = try await expect(0, ["console", "desk", "--until", "shared: from the host", "--timeout", "120s"])
      #expect(said.output.contains("is up, shared: from the host"))
      #expect(try String(contentsOfFile: papers + "/answer", encoding: .utf8) == "desk wrote\n")

      // A second one for the running machine must not end libvirtd, which has no control groups there.
      let later = try await expect(0, ["share", "desk", "add", "more"])
      #expect(later.output.contains("from its next start on"), "\(later)")
      let list = try #require(try await expect(0, ["share", "desk", "--json"]).json() as? [[String: Any]])
      #expect(list.map { $0["tag"] as? String } == ["papers", "more"])
      #expect(list.map { $0["now"] as? Bool } == [true, false])
      #expect(list.map { $0["nextStart"] as? Bool } == [true, true])

      _ = try await expect(0, ["share", "desk", "remove", "more"])
      _ = try await expect(0, ["share", "desk", "remove", "papers", "--timeout", "60s"])
      #expect(try await expect(3, ["share", "desk", "remove", "papers"]).error.contains("It has none"))
      #expect(FileManager.default.fileExists(atPath: papers + "/hello"))
      _ = try await expect(0, ["force-stop", "desk"])
    }
  }
}
