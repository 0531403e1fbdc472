import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `clones a machine` {
    @Test func `with disks, addresses and firmware variables of its own, and both start`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.linux("first", "--firmware", "uefi", "--network", "user"))
        let old = hypervisor.images + "/first.qcow2"
        try await CopyFixtures.done(CopyFixtures.writer, "-c", "write -q -P 7 0 1M", "-c", "write -q -P 9 900M 3M", old)
        try await hypervisor.expect(0, "start", "first")
        let running = try await hypervisor.expect(4, "clone", "first", "second")
        #expect(running.error.contains("neuron-vm stop first"), "\(running)")
        try await hypervisor.expect(0, "pause", "first")
        let paused = try await hypervisor.expect(4, "clone", "first", "second")
        #expect(paused.error.contains("neuron-vm resume first"), "\(paused)")
        try await hypervisor.expect(0, "force-stop", "first")
        // What another tool knows about the machine.
        let metadata = ["first", "https://example.org/", "--config", "--key", "other", "--set", "<thing/>"]
        _ = try await hypervisor.virsh.run(["metadata"] + metadata)

        let dry = try await hypervisor.expect(0, "clone", "first", "second", "--dry-run", "--json")
        #expect(dry.output.contains("copyDisk") && dry.output.contains("copyFirmware"), "\(dry)")
        #expect(hypervisor.disks("second").isEmpty)
        try await hypervisor.expect(0, "clone", "first", "second")
        let new = try #require(hypervisor.disks("second-").first)
        #expect(try await CopyFixtures.areAlike(old, new))
        #expect(try size(new) < 16 << 20, "holes stay holes")
        let (one, two) = (try await hypervisor.definition("first"), try await hypervisor.definition("second"))
        #expect(two.contains("https://example.org/") && two.contains("second-"))
        for line in one.split(separator: "\n") where line.contains("<uuid>") || line.contains("<mac address") {
          #expect(!two.contains(line))
        }
        #expect(hypervisor.traces(of: "second-").contains { $0.hasSuffix("_VARS.fd") })

        try await hypervisor.expect(0, "start", "first")
        try await hypervisor.expect(0, "force-stop", "first")
        try await hypervisor.expect(0, "start", "second")
        let boot = try await hypervisor.expect(
          0, "console", "second", "--until", "first is up", "--timeout", "120")
        #expect(boot.output.contains("is up"))
        try await hypervisor.expect(0, "force-stop", "second")
        for name in ["first", "second"] {
          try await hypervisor.expect(0, "delete", name, "--yes")
        }
        try await hypervisor.expectNothingLeft(of: "second")
      }
    }

    @Test func `and its screen's password is not shown, but kept`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("shown"))
        let open = try await hypervisor.definition("shown")
        let screen = "<graphics type='vnc' passwd='hidden12'/></devices>"
        try open.replacingOccurrences(of: "</devices>", with: screen)
          .write(toFile: hypervisor.folder + "/shown.xml", atomically: true, encoding: .utf8)
        _ = try await hypervisor.virsh.run(["define", hypervisor.folder + "/shown.xml"])
        for more in [[], ["--json"]] {
          let dry = try await hypervisor.expect(0, ["clone", "shown", "twin", "--dry-run"] + more)
          #expect(!dry.output.contains("hidden12") && !dry.error.contains("hidden12"))
        }
        try await hypervisor.expect(0, "clone", "shown", "twin")
        let secret = try await hypervisor.virsh.run(["dumpxml", "twin", "--security-info", "--inactive"])
        #expect("\(secret)".contains("hidden12"))
      }
    }

    @Test func `linked, so that the first one is never started again while the copy stands on it`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("base"))
        let base = hypervisor.images + "/base.qcow2"
        let clone = try await hypervisor.expect(0, "clone", "base", "leaf", "--linked")
        #expect(clone.error.contains("must not be started"), "\(clone)")
        let before = try Data(contentsOf: URL(filePath: base))
        try await hypervisor.expect(0, "start", "leaf")
        let refused = try await hypervisor.expect(4, "start", "base")
        #expect(refused.error.contains("“leaf” uses it"), "\(refused)")
        try await hypervisor.expect(0, "force-stop", "leaf")
        #expect(try Data(contentsOf: URL(filePath: base)) == before)
        // A copy of the copy is whole, and stands on nothing.
        try await hypervisor.expect(0, "clone", "leaf", "whole")
        let whole = try #require(hypervisor.disks("whole-").first)
        #expect(try await !CopyFixtures.images("info", whole).output.contains("backing file"))
        let removal = try await hypervisor.expect(0, "delete", "base", "--dry-run")
        #expect(removal.error.contains("Keeps \(base)"), "\(removal)")
        try await hypervisor.expect(0, "delete", "leaf", "--yes")
        try await hypervisor.expect(0, "start", "base")
        try await hypervisor.expect(0, "force-stop", "base")
      }
    }

    @Test func `raw stays raw, and a disk outside of all pools is copied into one`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let path = hypervisor.folder + "/h/outside.img"
        try await CopyFixtures.disk(path, format: "raw")
        try await hypervisor.define("foreign", disk: path)
        let xml = try await hypervisor.definition("foreign").replacing("type='qcow2'", with: "type='raw'")
        let file = hypervisor.folder + "/h/foreign.xml"
        try Data(xml.utf8).write(to: URL(filePath: file))
        _ = try await hypervisor.virsh("define", file)
        try await hypervisor.expect(0, "clone", "foreign", "copy")
        let new = try #require(hypervisor.disks("copy-").first)
        #expect(new.hasSuffix(".img"))
        #expect(try Data(contentsOf: URL(filePath: new)) == Data(contentsOf: URL(filePath: path)))
        #expect(try size(new) <= 5 << 20, "sparse stays sparse")

        // A guest wrote the header of another format into its disk: the host's files must not get into the copy.
        let evil = hypervisor.folder + "/h/evil.qcow2"
        try await CopyFixtures.done(
          CopyFixtures.images, "create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b", "/etc/passwd", evil, "64M")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: evil, toPath: path)
        let refused = try await hypervisor.expect(4, "clone", "foreign", "stolen")
        #expect(refused.error.contains("content says qcow2"), "\(refused)")
        #expect(hypervisor.disks("stolen").isEmpty)
      }
    }

    @Test func `not when anything stands in the way, and touches nothing`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("one"))
        try await hypervisor.expect(0, Machines.deaf("two"))
        let before = hypervisor.filesOfMachines()
        #expect(try await hypervisor.expect(3, "clone", "none", "new").error.contains("no machine “none”"))
        #expect(try await hypervisor.expect(4, "clone", "one", "two").error.contains("“two” already"))
        let outcome = try await hypervisor.expect(4, "clone", "one", "a/b", "--pool", "nowhere")
        #expect(outcome.error.contains("“/”") && outcome.error.contains("nowhere"), "\(outcome)")
        try FileManager.default.removeItem(atPath: hypervisor.images + "/two.qcow2")
        #expect(try await hypervisor.expect(4, "clone", "two", "new").error.contains("is not there"))
        #expect(hypervisor.filesOfMachines().union(["d/libvirt/images/two.qcow2"]) == before)
      }
    }

    @Test func `and Ctrl-C, or a death at any moment, leaves nothing half-done`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("source"))
        try await CopyFixtures.done(
          CopyFixtures.writer, "-c", "write -q -P 7 0 300M", hypervisor.images + "/source.qcow2")
        let before = hypervisor.filesOfMachines()
        for signal in [SIGINT, SIGTERM] {
          let (_, outcome) = try await hypervisor.neuronVM.whileRunning(["clone", "source", "stopped"]) { clone in
            #expect(await clone.says("Copy "))
            clone.send(signal)
          }
          #expect(outcome.exitCode == 1 || outcome.exitCode == 0, "\(outcome)")
          if outcome.exitCode == 0 { try await hypervisor.expect(0, "delete", "stopped", "--yes") }
          #expect(hypervisor.filesOfMachines() == before)
        }
        // The moments: copying, and somewhere about the definition.
        for milliseconds in [0, 40, 150] {
          let (_, outcome) = try await hypervisor.neuronVM.whileRunning(["clone", "source", "dead"]) { clone in
            #expect(await clone.says("Copy "))
            try await Task.sleep(for: .milliseconds(milliseconds))
            clone.send(SIGKILL)
          }
          let isGone = try await eventually {
            let repair = try await hypervisor.neuronVM("repair")
            if repair.output.contains("is whole, and is kept") || outcome.exitCode == 0 { return true }
            return hypervisor.disks("dead").isEmpty && hypervisor.traces(of: "dead").isEmpty
          }
          #expect(isGone, "\(milliseconds) ms")
          if try await hypervisor.state(of: "dead") != nil {
            try await hypervisor.expect(0, "start", "dead")
            try await hypervisor.expect(0, "force-stop", "dead")
            try await hypervisor.expect(0, "delete", "dead", "--yes")
          }
          #expect(try await hypervisor.state(of: "dead") == nil)
        }
      }
    }

    private func size(_ path: String) throws -> Int {
      var facts = stat()
      #expect(stat(path, &facts) == 0)
      return Int(facts.st_blocks) * 512
    }
  }
}
