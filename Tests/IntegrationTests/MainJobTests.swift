import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `does its main job` {
    @Test func `from the creation of a machine to its deletion, and leaves nothing behind`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.linux("file-server"))
        try await hypervisor.expect(0, "start", "file-server")
        try await waitUntilUp(hypervisor)
        let table = try await hypervisor.expect(0, "list").lines.map { $0.split(separator: " ").map(String.init) }
        #expect(table == [["NAME", "STATE", "MEMORY", "CPUS"], ["file-server", "running", "256", "MiB", "1"]])
        let listed = try #require(try await hypervisor.machines()["file-server"])
        #expect(listed.state == "running" && listed.memoryMiB == 256 && listed.vcpus == 1)

        let watched = try await hypervisor.neuronVM.whileRunning(["watch"]) { watch in
          #expect(await watch.says("connected, 1 machine"))
          try await live(hypervisor)
          #expect(await watch.says("is gone"))
          watch.send(SIGINT)
        }.outcome
        let story = [
          "is paused", "is running", "restarts", "is shut off", "is running", "restarts", "is shut off", "is gone",
        ]
        #expect(isInOrder(story, in: watched.output), "\(watched)")
        try await hypervisor.expectNothingLeft(of: "file-server", listed.uuid)
      }
    }

    private func live(_ hypervisor: PrivateHypervisor) async throws {
      try await hypervisor.expect(0, "pause", "file-server")
      #expect(try await hypervisor.state(of: "file-server") == "paused")
      try await hypervisor.expect(0, "resume", "file-server")
      #expect(try await hypervisor.state(of: "file-server") == "running")
      try await hypervisor.expect(0, "reboot", "file-server", "--timeout", "120s")
      try await waitUntilUp(hypervisor)
      let saved = try await hypervisor.expect(0, "save", "file-server")
      #expect(saved.output.contains("saved"))
      #expect(try await hypervisor.state(of: "file-server") == "shutOff")
      let restored = try await hypervisor.expect(0, "restore", "file-server")
      #expect(restored.output.contains("goes on where it was saved"))
      #expect(try await hypervisor.state(of: "file-server") == "running")
      try await hypervisor.expect(0, "reset", "file-server")
      try await waitUntilUp(hypervisor)
      // The guest's own kernel switches the power off: nothing is forced.
      let (_, console) = try await hypervisor.neuronVM.whileRunning(
        ["console", "file-server", "--until", "reboot: Power down", "--timeout", "120s"]
      ) { _ in
        try await hypervisor.expect(0, "stop", "file-server", "--timeout", "120s")
      }
      #expect(console.exitCode == 0, "\(console)")
      #expect(try await hypervisor.state(of: "file-server") == "shutOff")
      let deleted = try await hypervisor.expect(0, "delete", "file-server", "--yes")
      #expect(deleted.error.contains(hypervisor.images + "/file-server.qcow2"), "\(deleted)")
    }

    private func waitUntilUp(_ hypervisor: PrivateHypervisor) async throws {
      try await hypervisor.expect(0, "console", "file-server", "--until", "file-server is up", "--timeout", "120s")
    }

    private func isInOrder(_ words: [String], in text: String) -> Bool {
      var rest = text[...]
      return words.allSatisfy { word in
        guard let found = rest.firstRange(of: word) else { return false }
        rest = rest[found.upperBound...]
        return true
      }
    }
  }
}
