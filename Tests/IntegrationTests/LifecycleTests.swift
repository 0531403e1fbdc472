import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `switches machines` {
    @Test func `and says so when one is already as wished`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("printer"))
        for verb in ["stop", "force-stop"] {
          #expect(try await hypervisor.expect(0, verb, "printer").output.contains("already"))
        }
        try await hypervisor.expect(0, "start", "printer", "--paused")
        #expect(try await hypervisor.state(of: "printer") == "paused")
        #expect(try await hypervisor.expect(0, "start", "printer", "--paused").output.contains("already"))
        #expect(try await hypervisor.expect(0, "pause", "printer").output.contains("already"))
        try await hypervisor.expect(0, "resume", "printer")
        for verb in ["start", "resume", "restore"] {
          #expect(try await hypervisor.expect(0, verb, "printer").output.contains("already"), "\(verb)")
        }
        try await hypervisor.expect(0, "save", "printer")
        #expect(try await hypervisor.expect(0, "save", "printer").output.contains("already"))
        try await hypervisor.expect(0, "restore", "printer")
        #expect(try await hypervisor.expect(0, "force-stop", "printer").output.contains("shut off"))
        #expect(try await hypervisor.state(of: "printer") == "shutOff")
      }
    }

    @Test func `but not where that is impossible, and says what helps first`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("scanner"))
        for verb in ["pause", "resume", "reboot", "reset", "save", "restore"] {
          let refused = try await hypervisor.expect(4, verb, "scanner")
          #expect(refused.error.contains("First: neuron-vm start scanner"), "\(refused)")
        }
        try await hypervisor.expect(0, "start", "scanner", "--paused")
        for verb in ["start", "stop", "reboot", "restore"] {
          let refused = try await hypervisor.expect(4, verb, "scanner")
          #expect(refused.error.contains("First: neuron-vm resume scanner"), "\(refused)")
        }
        try await hypervisor.expect(0, "resume", "scanner")
        let refused = try await hypervisor.expect(4, "start", "scanner", "--paused")
        #expect(refused.error.contains("First: neuron-vm pause scanner"), "\(refused)")
        // What the program names first does help.
        try await hypervisor.expect(0, "pause", "scanner")
        try await hypervisor.expect(0, "start", "scanner", "--paused")
      }
    }

    @Test func `off in good order only, and leaves a guest that does not listen running`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("archive", "--start"))
        let late = try await hypervisor.expect(7, "stop", "archive", "--timeout", "2s")
        #expect(late.error.contains("still running after 2 s"), "\(late)")
        #expect(late.error.contains("neuron-vm stop --force archive"), "\(late)")
        #expect(try await hypervisor.state(of: "archive") == "running")
        let (_, interrupted) = try await hypervisor.neuronVM.whileRunning(["stop", "archive"]) { stop in
          _ = await eventually { (stop.threadCount ?? 0) > 2 }
          stop.send(SIGINT)
        }
        #expect(interrupted.exitCode != 0, "\(interrupted)")
        #expect(try await hypervisor.state(of: "archive") == "running")
        try await hypervisor.expect(0, "stop", "--force", "archive")
        #expect(try await hypervisor.state(of: "archive") == "shutOff")
      }
    }

    @Test func `on with their host, or not`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("gateway"))
        #expect(try await hypervisor.expect(0, "autostart", "gateway", "off").output.contains("anyway"))
        try await hypervisor.expect(0, "autostart", "gateway", "on")
        #expect(hypervisor.files().contains("c/libvirt/qemu/autostart/gateway.xml"))
        #expect(try await hypervisor.expect(0, "autostart", "gateway", "on").output.contains("already"))
        #expect(try await hypervisor.expect(0, "show", "gateway").output.contains("Starts with host: yes"))
        try await hypervisor.expect(0, "autostart", "gateway", "off")
        #expect(try await hypervisor.expect(0, "show", "gateway").output.contains("Starts with host: no"))
        try await hypervisor.expect(0, "autostart", "gateway", "on")
        try await hypervisor.expect(0, "delete", "gateway", "--yes")
        try await hypervisor.expectNothingLeft(of: "gateway")
      }
    }

    @Test func `by name or UUID, and says when there is none`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("mail"))
        let id = try #require(try await hypervisor.machines()["mail"]?.uuid)
        try await hypervisor.expect(0, "start", id)
        try await hypervisor.expect(0, "force-stop", id.uppercased())
        let verbs = [
          "start", "stop", "force-stop", "pause", "resume", "reboot", "reset", "save", "restore", "show", "console",
        ]
        for verb in verbs {
          let unknown = try await hypervisor.expect(3, verb, "no-such-machine")
          #expect(unknown.error.contains("There is no machine “no-such-machine”"), "\(unknown)")
        }
        try await hypervisor.expect(3, "delete", "no-such-machine", "--yes")
        try await hypervisor.expect(3, "autostart", "no-such-machine", "on")
        try await hypervisor.expect(3, "start", "00000000-0000-4000-8000-000000000000")
      }
    }

    @Test func `that another tool removes meanwhile`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("build", "--start"))
        let (_, stop) = try await hypervisor.neuronVM.whileRunning(["stop", "build", "--timeout", "120s"]) { stop in
          #expect(await eventually { (stop.threadCount ?? 0) > 2 })
          _ = try await hypervisor.virsh("destroy", "build")
          _ = try await hypervisor.virsh("undefine", "build")
        }
        // Either the machine was seen off, or it was gone when the program looked.
        #expect([0, 3].contains(stop.exitCode), "\(stop)")
        try await hypervisor.expect(3, "start", "build")
        #expect(try await hypervisor.machines().isEmpty)
      }
    }
  }
}
