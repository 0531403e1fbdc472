import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `keeps a machine as it is` {
    @Test func `off: what was on its disk is back, and so is what was there before going back`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("web"))
        let disk = hypervisor.images + "/web.qcow2"
        try await write(0x11, disk)
        let dry = try await hypervisor.expect(0, "snapshot", "create", "web", "clean", "--dry-run", "--json")
        #expect((try dry.json() as? [String: Any])?["kind"] as? String == "disks")
        #expect(try await tags(disk).isEmpty)
        let made = try await hypervisor.expect(0, "snapshot", "create", "web", "clean", "--description", "a < b")
        #expect(
          made.error.contains("in it: the disk vda") && made.output.contains("“web” is kept as “clean”"), "\(made)")
        try await write(0x22, disk)
        try await hypervisor.expect(0, "snapshot", "revert", "web", "clean", "--yes", "--keep-now", "later")
        #expect(try await holds(0x11, disk))
        try await hypervisor.expect(0, "snapshot", "revert", "web", "later", "--yes", "--json")
        #expect(try await holds(0x22, disk))

        let list = try await hypervisor.expect(0, "snapshot", "list", "web", "--json").json() as? [[String: Any]]
        #expect(list?.map { $0["name"] as? String } == ["clean", "later"])
        #expect(list?.map { $0["parent"] as? String } == [nil, "clean"])
        #expect(list?.map { $0["current"] as? Bool } == [false, true])
        #expect(list?.first?["description"] as? String == "a < b")
        let shown = try await hypervisor.expect(0, "snapshot", "show", "web", "clean")
        #expect(
          shown.output.contains("Followed by: later") && shown.output.contains("Going back:  possible"), "\(shown)")

        let asked = try await hypervisor.expect(4, "snapshot", "revert", "web", "clean")
        #expect(asked.error.contains("What was written since is lost: vda."), "\(asked)")
        #expect(try await holds(0x22, disk))
        try await hypervisor.expect(0, "snapshot", "delete", "web", "clean", "--yes")
        #expect(try await tags(disk) == ["later"])
        // A machine goes with its snapshots.
        let gone = try await hypervisor.expect(0, "delete", "web", "--yes")
        #expect(gone.error.contains("the snapshots later"), "\(gone)")
        try await hypervisor.expectNothingLeft(of: "web.qcow2")
      }
    }

    /// The firmware counts the timer's ticks in memory: that they are those of the snapshot is proof of the memory.
    @Test func `on: its memory is back, to the tick`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("clock", "--start"))
        try await waitForTicks(after: 0, hypervisor)
        try await hypervisor.expect(0, "pause", "clock")
        let then = try await ticks(hypervisor)
        let made = try await hypervisor.expect(0, "snapshot", "create", "clock", "then")
        #expect(made.error.contains("in it: the memory"), "\(made)")
        #expect(try await hypervisor.state(of: "clock") == "paused")
        try await hypervisor.expect(0, "resume", "clock")
        try await waitForTicks(after: then + 10, hypervisor)
        try await hypervisor.expect(0, "snapshot", "create", "clock", "running")
        let back = try await hypervisor.expect(0, "snapshot", "revert", "clock", "then", "--yes")
        #expect(back.error.contains("what it is doing is lost"), "\(back)")
        #expect(try await hypervisor.state(of: "clock") == "paused")
        #expect(try await ticks(hypervisor) == then)
        // From off, it runs on where it was.
        try await hypervisor.expect(0, "force-stop", "clock")
        try await hypervisor.expect(0, "snapshot", "revert", "clock", "running", "--yes")
        #expect(try await hypervisor.state(of: "clock") == "running")
        try await waitForTicks(after: then + 10, hypervisor)

        // Memory that is saved on disk would go on with other disks than its own.
        try await hypervisor.expect(0, "save", "clock")
        let refused = try await hypervisor.expect(4, "snapshot", "create", "clock", "saved")
        #expect(refused.error.contains("saved on disk"), "\(refused)")
        let thrown = try await hypervisor.expect(0, "snapshot", "revert", "clock", "then", "--yes")
        #expect(thrown.error.contains("The memory that is saved on disk is thrown away."), "\(thrown)")
        try await hypervisor.expect(0, "force-stop", "clock")
        let details = try await hypervisor.expect(0, "show", "clock", "--json").json() as? [String: Any]
        #expect(details?["saved"] as? Bool == false)
        // Settings go back too, and that is told, and can be undone.
        #expect(try await hypervisor.virsh("setmem", "clock", "48M", "--config").exitCode == 0)
        #expect(try await hypervisor.virsh("setmaxmem", "clock", "48M", "--config").exitCode == 0)
        let settings = try await hypervisor.expect(0, "snapshot", "revert", "clock", "then", "--yes")
        #expect(settings.error.contains("memory 64 MiB instead of 48 MiB"), "\(settings)")
        #expect(try await hypervisor.machines()["clock"]?.memoryMiB == 64)
      }
    }

    @Test func `with UEFI only off, and says what is not in it`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(
          0,
          [
            "create", "office", "--template", "linux", "--memory", "128M", "--vcpus", "1", "--disk", "1G", "--accel",
            "none", "--network", "none", "--firmware", "uefi", "--start",
          ])
        let running = try await hypervisor.expect(4, "snapshot", "create", "office", "one", "--json")
        let error = (try running.errorJSON() as? [String: [String: Any]])?["error"]
        let codes = (error?["problems"] as? [[String: Any]])?.map { $0["code"] as? String }
        #expect(codes == ["snapshot.uefi"], "\(running)")
        #expect((error?["remedy"] as? String)?.contains("neuron-vm stop office") == true)
        try await hypervisor.expect(0, "force-stop", "office")
        let off = try await hypervisor.expect(0, "snapshot", "create", "office", "one")
        #expect(off.error.contains("not in it: the firmware's variables"), "\(off)")
        try await hypervisor.expect(0, "snapshot", "revert", "office", "one", "--yes")
      }
    }

    @Test func `and another tool's snapshots are shown, and refused in words where libvirt would do harm`() async throws
    {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("shared", "--start"))
        let disk = hypervisor.images + "/shared.qcow2"
        #expect(try await hypervisor.virsh("snapshot-create-as", "shared", "layer", "--disk-only").exitCode == 0)
        let table = try await hypervisor.expect(0, "snapshot", "list", "shared").output
        #expect(table.contains("layer (now)") && table.contains("disks, in files of their own"), "\(table)")
        let back = try await hypervisor.expect(4, "snapshot", "revert", "shared", "layer", "--yes")
        #expect(back.error.contains("in files of its own, and libvirt"), "\(back)")
        // Merged, with nothing lost.
        let merged = try await hypervisor.expect(0, "snapshot", "delete", "shared", "layer", "--yes")
        #expect(merged.error.contains("Files are merged"), "\(merged)")
        #expect(!FileManager.default.fileExists(atPath: hypervisor.images + "/shared.layer"))
        #expect(try await hypervisor.virsh("domblklist", "shared").output.contains(disk))

        // Inside, then a layer on top: going back would destroy the layer, removing would leave data behind for ever.
        try await hypervisor.expect(0, "snapshot", "create", "shared", "inside")
        #expect(try await hypervisor.virsh("snapshot-create-as", "shared", "top", "--disk-only").exitCode == 0)
        for words in [["revert", "shared", "inside"], ["delete", "shared", "inside"], ["delete", "shared", "top"]] {
          let refused = try await hypervisor.expect(4, ["snapshot"] + words + ["--yes"])
          #expect(refused.error.contains("“inside”") || refused.error.contains("“top”"), "\(refused)")
        }
        // A layer that a backup tool has put there without telling libvirt of a snapshot.
        try await hypervisor.expect(0, "force-stop", "shared")
        #expect(try await hypervisor.virsh("snapshot-delete", "shared", "top", "--metadata").exitCode == 0)
        let covered = try await hypervisor.expect(4, "snapshot", "revert", "shared", "inside", "--yes")
        #expect(covered.error.contains("in a file on top of the one"), "\(covered)")
        // Another machine that stands on the disk would be destroyed.
        try await hypervisor.expect(0, Machines.deaf("base"))
        try await hypervisor.expect(0, "snapshot", "create", "base", "clean")
        let overlay = try await hypervisor.virsh(
          "vol-create-as", "default", "child.qcow2", "1G", "--format", "qcow2", "--backing-vol", "base.qcow2",
          "--backing-vol-format", "qcow2")
        #expect(overlay.exitCode == 0, "\(overlay)")
        try await hypervisor.define("child", disk: hypervisor.images + "/child.qcow2")
        let stood = try await hypervisor.expect(4, "snapshot", "revert", "base", "clean", "--yes")
        #expect(stood.error.contains("“child” uses it or stands on it"), "\(stood)")
      }
    }

    @Test func `whole or not at all, whoever else is at it and however the program ends`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("busy", "--start"))
        let disk = hypervisor.images + "/busy.qcow2"
        // Two at once, of one name.
        async let one = hypervisor.neuronVM("snapshot", "create", "busy", "same")
        async let two = hypervisor.neuronVM("snapshot", "create", "busy", "same")
        async let other = hypervisor.virsh("snapshot-create-as", "busy", "theirs")
        // Looking is possible all the while.
        for _ in 1...5 { try await hypervisor.expect(0, "snapshot", "list", "busy") }
        let outcomes = [try await one, try await two]
        #expect(outcomes.map(\.exitCode).sorted { $0 ?? 9 < $1 ?? 9 } == [0, 4], "\(outcomes)")
        #expect(outcomes.contains { $0.error.contains("There is a snapshot “same” already.") }, "\(outcomes)")
        #expect(try await other.exitCode == 0)

        for (number, signal) in [SIGKILL, SIGINT, SIGKILL, SIGTERM].enumerated() {
          let name = "cut-\(number)"
          let (_, cut) = try await hypervisor.neuronVM.whileRunning(["snapshot", "create", "busy", name]) { create in
            #expect(await create.says("in it: the memory"))
            try await Task.sleep(for: .milliseconds(number * 15))
            create.send(signal)
          }
          // What libvirt was asked for it finishes: the list and the disk say the same in the end.
          let isSettled = try await eventually {
            let listed = try await names(hypervisor, "busy")
            return try await listed == tags(disk) && (signal == SIGKILL || listed.contains(name) == (cut.exitCode == 0))
          }
          #expect(isSettled, "\(cut)")
        }
        for name in try await names(hypervisor, "busy") {
          try await hypervisor.expect(0, "snapshot", "delete", "busy", name, "--yes")
        }
        #expect(try await tags(disk).isEmpty)
        #expect((try await hypervisor.expect(0, "repair").output).contains("Nothing was left unfinished"))
      }
    }

    @Test func `and says plainly what is wrong`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("plain"))
        let words: [(Int32, [String], String)] = [
          (3, ["create", "nobody"], "There is no machine “nobody”"),
          (3, ["list", "nobody"], "There is no machine “nobody”"),
          (3, ["revert", "plain", "none", "--yes"], "“plain” has no snapshot “none”"),
          (3, ["delete", "plain", "none", "--yes"], "“plain” has no snapshot “none”"),
          (4, ["create", "plain", "a/b"], "may not contain “/”"),
          (4, ["create", "plain", "7"], "may not be a number"),
          (4, ["create", "plain", ""], "A snapshot needs a name"),
          (4, ["create", "plain", String(repeating: "n", count: 300)], "too long"),
          (4, ["create", "plain", "--quiesce"], "does not run"),
          (4, ["revert", "plain", "none", "--json"], "Nobody can be asked"),
          (64, ["create"], "Missing expected argument"),
          (64, ["revert", "plain"], "Missing expected argument"),
        ]
        for (code, arguments, text) in words {
          let outcome = try await hypervisor.expect(code, ["snapshot"] + arguments)
          #expect(outcome.error.contains(text), "\(outcome)")
        }
        // libvirt and QEMU would go back to “first”, which has the number 1 in the disk.
        for name in ["first", "1"] {
          #expect(try await hypervisor.virsh("snapshot-create-as", "plain", name).exitCode == 0)
        }
        let number = try await hypervisor.expect(4, "snapshot", "revert", "plain", "1", "--yes")
        #expect(number.error.contains("would take the name “1” for a number"), "\(number)")
        try await hypervisor.expect(0, "snapshot", "delete", "plain", "first", "--children", "--yes")
        // A disk that is not where it should be: nothing is half-done.
        try await hypervisor.expect(0, "snapshot", "create", "plain", "one")
        let disk = hypervisor.images + "/plain.qcow2"
        #expect(rename(disk, disk + ".away") == 0)
        let failed = try await hypervisor.expect(4, "snapshot", "create", "plain", "two")
        #expect(failed.error.contains("plain.qcow2 is not there"), "\(failed)")
        #expect(rename(disk + ".away", disk) == 0)
        #expect(try await names(hypervisor, "plain") == ["one"])
        let raw = hypervisor.images + "/raw.img"
        #expect(
          try await hypervisor.virsh("vol-create-as", "default", "raw.img", "1M", "--format", "raw").exitCode == 0)
        #expect(
          try await hypervisor.virsh("attach-disk", "plain", raw, "vdb", "--subdriver", "raw", "--config").exitCode == 0
        )
        let format = try await hypervisor.expect(4, "snapshot", "create", "plain", "two")
        #expect(format.error.contains("The disk vdb is raw") && format.error.contains("qemu-img convert"), "\(format)")
        let back = try await hypervisor.expect(0, "snapshot", "revert", "plain", "one", "--yes")
        #expect(back.error.contains("The disk vdb is no longer the machine's; its file stays: \(raw)"), "\(back)")
        #expect(FileManager.default.fileExists(atPath: raw))
      }
    }

    // MARK: - Witnesses of our own

    private func write(_ byte: UInt8, _ disk: String) async throws {
      let outcome = try await CommandLineProgram("/usr/bin/qemu-io")("-c", "write -P \(byte) 1M 64k", disk)
      #expect(outcome.exitCode == 0, "\(outcome)")
    }

    /// Whether the disk holds what ``write(_:_:)`` wrote.
    private func holds(_ byte: UInt8, _ disk: String) async throws -> Bool {
      let outcome = try await CommandLineProgram("/usr/bin/qemu-io")("-r", "-c", "read -P \(byte) 1M 64k", disk)
      return outcome.exitCode == 0 && !(outcome.output + outcome.error).contains("verification failed")
    }

    /// The names of the snapshots that are in the disk itself.
    private func tags(_ disk: String) async throws -> [String] {
      let outcome = try await CommandLineProgram("/usr/bin/qemu-img")("snapshot", "-U", "-l", disk)
      return outcome.lines.dropFirst(2).compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
        .sorted()
    }

    private func names(_ hypervisor: PrivateHypervisor, _ machine: String) async throws -> [String] {
      let list = try await hypervisor.expect(0, "snapshot", "list", machine, "--json").json() as? [[String: Any]]
      return (list ?? []).compactMap { $0["name"] as? String }.sorted()
    }

    /// The firmware's count of timer ticks, 18 a second, at its place since 1981.
    private func ticks(_ hypervisor: PrivateHypervisor) async throws -> Int {
      let outcome = try await hypervisor.virsh("qemu-monitor-command", "clock", "--hmp", "xp /1wx 0x46c")
      let word = try #require(outcome.output.split(separator: "0x").last, "\(outcome)")
      return try #require(Int(word.prefix { $0.isHexDigit }, radix: 16), "\(outcome)")
    }

    private func waitForTicks(after count: Int, _ hypervisor: PrivateHypervisor) async throws {
      #expect(try await eventually { try await ticks(hypervisor) > count })
    }
  }
}
