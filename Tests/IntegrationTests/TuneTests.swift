import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `tunes a machine` {
    /// At least two processors are needed: one for the machine, and one that is left.
    static let canTune = sysconf(CInt(_SC_NPROCESSORS_ONLN)) > 1

    @Test(.enabled(if: canTune)) func `whose threads then run where they should, and takes it back to the letter`()
      async throws
    {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("game"))
        try await hypervisor.expect(0, "edit", "game", "--yes", editing: "s/<os>/<iothreads>2<\\/iothreads><os>/")
        let before = try await hypervisor.xml("game")
        let shown = try await hypervisor.expect(0, "tune", "game")
        #expect(shown.error.contains("--apply") && shown.error.contains("+    <vcpupin"), "\(shown)")
        #expect(try await hypervisor.xml("game") == before)
        try await hypervisor.expect(4, "tune", "game", "--revert")

        let applied = try await hypervisor.expect(0, "tune", "game", "--apply", "--json")
        let record = try #require(try applied.json() as? [String: Any])
        let processor = try #require((record["processors"] as? [Int])?.first)
        let aside = try #require(record["hostProcessors"] as? String)
        #expect(record["outcome"] as? String == "now" && record["memoryPages"] as? String == "transparent")
        let tuned = try await hypervisor.xml("game")
        try await hypervisor.expect(0, "start", "game")
        let threads = try hypervisor.threads(of: "guest=game,")
        #expect(threads.count { $0.name.hasPrefix("CPU ") } == 1 && threads.count { $0.name.contains("iothread") } > 1)
        for thread in threads {
          let isProcessor = thread.name.hasPrefix("CPU ")
          #expect(thread.allowed == (isProcessor ? "\(processor)" : aside), "\(thread)")
        }

        let again = try await hypervisor.expect(0, "tune", "game", "--apply")
        #expect(again.output.contains("is so already"), "\(again)")
        #expect(try await hypervisor.xml("game") == tuned)
        let back = try await hypervisor.expect(0, "tune", "game", "--revert")
        #expect(back.output.contains("next start"), "\(back)")
        #expect(try await hypervisor.xml("game") == before)
        try await hypervisor.expect(0, "undo", "game", "--yes")
        #expect(try await hypervisor.xml("game") == tuned)
        try await hypervisor.expect(0, "force-stop", "game")
      }
    }

    @Test(.enabled(if: canTune)) func `of another tool, with what it had chosen itself`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("theirs"))
        let theirs = """
          s/<vcpu [^>]*>1/<vcpu placement='static' cpuset='0-1'>1/
          s/<os>/<cputune><vcpupin vcpu='0' cpuset='0'\\/><emulatorpin cpuset='0-1'\\/><\\/cputune><os>/
          s/<vcpu /<memoryBacking><hugepages\\/><locked\\/><\\/memoryBacking><vcpu /
          """
        try await hypervisor.expect(0, "edit", "theirs", "--yes", editing: theirs)
        let before = try await hypervisor.xml("theirs")
        #expect(before.contains("<hugepages/>") && before.contains("cpuset='0-1'>1<"), "\(before)")
        try await hypervisor.expect(0, "tune", "theirs", "--apply")
        let tuned = try await hypervisor.xml("theirs")
        #expect(!tuned.contains("<hugepages/>\n    <locked") && tuned.contains("<locked/>"), "\(tuned)")
        // What is chosen after it is not touched by the way back.
        try await hypervisor.expect(0, "set", "theirs", "--memory", "80M")
        try await hypervisor.expect(0, "tune", "theirs", "--revert")
        let after = try await hypervisor.xml("theirs").replacing(">81920<", with: ">65536<")
        #expect(after == before, "\(after)")
      }
    }
  }
}

extension PrivateHypervisor {
  fileprivate func xml(_ name: String) async throws -> String {
    try await virsh("dumpxml", "--inactive", name).output
  }

  /// Runs the program with an editor that applies a script of sed.
  fileprivate func expect(_ exitCode: Int32, _ words: String..., editing script: String) async throws {
    let path = folder + "/h/editor"
    try Data("#!/bin/sh\nexec sed -i -e \"\(script)\" \"$1\"\n".utf8).write(to: URL(filePath: path))
    chmod(path, 0o755)
    var program = neuronVM
    program.environment["EDITOR"] = path
    program.environment["VISUAL"] = .some(nil)
    let outcome = try await program.run(words)
    #expect(outcome.exitCode == exitCode, "\(outcome)")
  }

  /// The threads of a process of this session whose command line holds a text, with the processors they may run on.
  fileprivate func threads(of text: String) throws -> [(name: String, allowed: String)] {
    let files = FileManager.default
    let process = try #require(
      processes().first { process in
        (files.contents(atPath: "/proc/\(process)/cmdline") ?? Data()).range(of: Data(text.utf8)) != nil
      })
    return try files.contentsOfDirectory(atPath: "/proc/\(process)/task").compactMap { thread in
      let place = "/proc/\(process)/task/\(thread)"
      // Workers come and go.
      guard let name = try? String(contentsOfFile: place + "/comm", encoding: .utf8),
        let status = try? String(contentsOfFile: place + "/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("Cpus_allowed_list:") })
      else { return nil }
      return (name.filter { $0 != "\n" }, line.split(separator: "\t").last.map(String.init) ?? "")
    }
  }
}
