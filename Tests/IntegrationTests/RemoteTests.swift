import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  /// A real ssh server stands between the program and the other computer's libvirt.
  @Suite(
    .serialized, .enabled(if: TwoHosts.obstacle == nil, Comment(rawValue: TwoHosts.obstacle ?? "")),
    .timeLimit(.minutes(5)))
  struct `works at another computer` {
    @Test func `by ssh, and takes nothing of this one for something there`() async throws {
      try await TwoHosts.with { hosts in
        let there = ["--connect", TwoHosts.betaBySSH]
        func run(_ exitCode: Int32, _ words: String...) async throws -> ProgramOutcome {
          let outcome = try await hosts.neuronVM.run(words + there)
          #expect(outcome.exitCode == exitCode, "\(outcome)")
          return outcome
        }
        let create = Array(Machines.deaf("printer").dropFirst())
        // Where that user's home folder is over there, nobody tells.
        let poolless = try await hosts.neuronVM.run(["create"] + create + there)
        #expect(
          poolless.exitCode == 4 && poolless.error.contains("virsh -c qemu+ssh://beta/session pool-define-as"),
          "\(poolless)")
        try await hosts.makePools()
        // The file is here, and not there.
        let here = hosts.folder + "/images/setup.iso"
        try Data("x".utf8).write(to: URL(filePath: hosts.folder + "/alpha/images/setup.iso"))
        let iso = try await hosts.neuronVM.run(["create"] + create + ["--pool", "images", "--iso", here] + there)
        #expect(iso.exitCode == 3 && iso.error.contains("There is no file “\(here)” at qemu+ssh"), "\(iso)")

        let made = try await hosts.neuronVM.run(["create"] + create + ["--pool", "images"] + there)
        #expect(made.error.contains("neuron-vm start --connect qemu+ssh://beta/session printer"), "\(made)")
        #expect(hosts.images(at: "beta") == ["printer.qcow2"])
        _ = try await run(0, "start", "printer")
        #expect(try await run(0, "list").output.contains("running"))
        #expect(try await run(0, "show", "printer").output.contains(hosts.images + "/printer.qcow2"))
        // The command that is named works when it is pasted.
        let refused = try await run(4, "delete", "printer", "--yes")
        #expect(refused.error.contains("neuron-vm force-stop --connect qemu+ssh://beta/session printer"), "\(refused)")
        try await hosts.expect(0, "force-stop", "--connect", "qemu+ssh://beta/session", "printer")
        let check = try await run(0, "host", "check")
        #expect(check.output.contains("cannot be judged from here"), "\(check)")
        _ = try await run(0, "delete", "printer", "--yes")
        #expect(hosts.images(at: "beta").isEmpty)
      }
    }

    @Test func `and says what is wrong with the way there`() async throws {
      try await TwoHosts.with { hosts in
        let known = hosts.file("h/.ssh/known_hosts")
        try FileManager.default.moveItem(atPath: known, toPath: known + ".away")
        let unknown = try await hosts.expect(5, "list", "--connect", TwoHosts.betaBySSH)
        #expect(unknown.error.contains("ssh beta true") && unknown.error.contains("Host key"), "\(unknown)")
        try FileManager.default.moveItem(atPath: known + ".away", toPath: known)
        let stranger = try await hosts.expect(5, "list", "--connect", "qemu+ssh://nobody2@beta:2222/session")
        #expect(stranger.error.contains("ssh -p 2222 nobody2@beta true"), "\(stranger)")
        #expect(stranger.error.contains("Permission denied"), "\(stranger)")

        // A computer that swallows everything does not delay the others, and leaves no ssh behind.
        try await hosts.expect(0, "connections", "add", "dead", "qemu+ssh://10.77.0.99/system")
        try await hosts.expect(0, "connections", "add", "office", TwoHosts.betaBySSH)
        let all = try await hosts.expect(5, "list", "--all-connections", "--timeout", "5s", "--json")
        #expect(try all.json() as? [String] == [])
        let error = (try all.errorJSON() as? [String: [String: Any]])?["error"]
        #expect(error?["code"] as? String == "someUnavailable", "\(all)")
        #expect((error?["problems"] as? [[String: Any]])?.map { $0["code"] as? String } == ["dead"], "\(all)")
        let isGone = await eventually {
          let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
          return !processes.contains { process in
            let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
            return String(decoding: words, as: UTF8.self).contains("10.77.0.99")
          }
        }
        #expect(isGone)
      }
    }
  }
}
