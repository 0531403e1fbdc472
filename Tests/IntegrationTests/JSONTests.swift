import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `speaks JSON` {
    @Test func `about machines, changes and errors`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let empty = try await hypervisor.expect(0, "list", "--json")
        #expect((try empty.json() as? [Any])?.isEmpty == true)
        let plan = try dictionary(try await hypervisor.expect(0, Machines.deaf("web", "--dry-run", "--json")))
        #expect(Set(plan.keys) == ["name", "uuid", "steps", "warnings", "xml"])
        #expect(
          (plan["steps"] as? [[String: String]])?.map { $0["code"] } == [
            "definePool", "startPool", "createDisk", "define",
          ])

        let (_, watch) = try await hypervisor.neuronVM.whileRunning(["watch", "--json"]) { watch in
          #expect(await watch.says("\"connected\""))
          let made = try dictionary(try await hypervisor.expect(0, Machines.deaf("web", "--start", "--json")))
          #expect(made["name"] as? String == "web" && made["state"] as? String == "running")
          #expect(await watch.says("\"running\""))
          watch.send(SIGINT)
        }
        try checkChanges(watch)
        try await checkDetails(hypervisor)
        try await checkErrors(hypervisor)

        try await hypervisor.expect(0, "force-stop", "web")
        let gone = try dictionary(try await hypervisor.expect(0, "delete", "web", "--yes", "--json"))
        let removed = gone["removes"] as? [[String: String]]
        #expect(removed == [["kind": "disk", "path": hypervisor.images + "/web.qcow2"]])
        #expect((try await hypervisor.expect(0, "repair", "--json").json() as? [Any])?.isEmpty == true)
      }
    }

    private func checkChanges(_ watch: ProgramOutcome) throws {
      let changes = try watch.lines.map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
      #expect(changes.first?["change"] as? String == "connected")
      #expect((changes.first?["machines"] as? [Any])?.isEmpty == true)
      let states = changes.dropFirst().map { [$0["change"], $0["name"], $0["state"]].map { $0 as? String } }
      // Which states are seen on the way is chance: a new reading skips what is over.
      #expect(states.first?.prefix(2) == ["appeared", "web"], "\(watch)")
      #expect(states.last?.suffix(2) == ["web", "running"], "\(watch)")
      for change in changes {
        let time = try #require(change["time"] as? String)
        #expect(ISO8601DateFormatter().date(from: time) != nil, "\(time)")
      }
    }

    private func checkDetails(_ hypervisor: PrivateHypervisor) async throws {
      let list = try await hypervisor.expect(0, "list", "--json", "--devices")
      let machine = try #require((try list.json() as? [[String: Any]])?.first)
      #expect(Set(machine.keys) == ["name", "uuid", "state", "memoryMiB", "vcpus", "devices"])
      #expect(UUID(uuidString: machine["uuid"] as? String ?? "") != nil)
      #expect(machine["state"] as? String == "running")
      #expect(machine["memoryMiB"] as? Int == 64)
      let devices = try #require(machine["devices"] as? [String: [String]])
      #expect(Set(devices.keys) == ["pci", "given", "display", "usb"])

      let show = try dictionary(try await hypervisor.expect(0, "show", "web", "--json"))
      #expect(show["template"] as? String == "linux")
      #expect(show["firmware"] as? String == "bios" && show["secureBoot"] as? Bool == false)
      #expect(show["autostart"] as? Bool == false && show["saved"] as? Bool == false)
      let disk = try #require((show["disks"] as? [[String: Any]])?.first)
      #expect(disk["source"] as? String == hypervisor.images + "/web.qcow2")
      #expect(disk["format"] as? String == "qcow2")
    }

    private func checkErrors(_ hypervisor: PrivateHypervisor) async throws {
      let commands: [(words: [String], code: String, exitCode: Int32)] = [
        (["show", "nobody", "--json"], "machineNotFound", 3),
        (["create", "a/b", "--template", "linux", "--memory", "much", "--json"], "refused", 4),
        (Machines.deaf("web", "--json"), "refused", 4),
        (["delete", "web", "--yes", "--json"], "refused", 4),
        (["list", "--json", "--connect", "qemu:///session?socket=/nowhere/sock"], "unavailable", 5),
      ]
      for command in commands {
        let outcome = try await hypervisor.expect(command.exitCode, command.words)
        let error = try #require((try outcome.errorJSON() as? [String: Any])?["error"] as? [String: Any], "\(outcome)")
        #expect(error["code"] as? String == command.code, "\(outcome)")
        #expect((error["message"] as? String)?.isEmpty == false)
        #expect(outcome.output.isEmpty)
      }
    }

    private func dictionary(_ outcome: ProgramOutcome) throws -> [String: Any] {
      try #require(try outcome.json() as? [String: Any], "\(outcome)")
    }
  }
}
