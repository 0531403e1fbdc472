import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  /// Creation begins without any storage pool, so each of them has all the steps: pool, disk, machine, start.
  @Suite(.serialized) struct `undoes a creation` {
    @Test func `that was killed, at every step, by repair or by the next creation of that name`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        var events: [String] = []
        var ended = false
        for event in 1...20 {
          let outcome = try await interrupted(hypervisor, "database", "\(event)", "kill")
          if outcome.exitCode == 2 {
            ended = true
            break
          }
          #expect(outcome.signal == SIGKILL, "\(outcome)")
          events.append(outcome.output)
          #expect(hypervisor.files().contains { $0.hasPrefix("s/neuron-vm/journal/") })
          if outcome.output.contains("CreationStep.start(") {
            // It is whole, and somebody may be at work in it.
            #expect(try await hypervisor.expect(0, "repair").output.contains("is whole, and is kept"))
            try await hypervisor.expect(4, Machines.deaf("database", "--start"))
            try await hypervisor.expect(0, "start", "database")
            try await remove("database", from: hypervisor)
          } else if event.isMultiple(of: 2) {
            let repair = try await hypervisor.expect(0, "repair")
            #expect(repair.output.contains("Finished: create “database”"), "\(repair)")
          } else {
            let retry = try await hypervisor.expect(0, Machines.deaf("database", "--start"))
            // At the first event nothing was there yet.
            #expect(event == 1 || retry.error.contains("An interrupted command was undone first"), "\(retry)")
            #expect(try await hypervisor.machines().keys.sorted() == ["database"])
            try await remove("database", from: hypervisor)
          }
          try await hypervisor.expectNothingLeft(of: "database", pools: false, journals: true)
        }
        #expect(ended)
        for step in ["definePool", "startPool", "createDisk", "define", "start"] {
          for moment in ["begins", "done"] {
            #expect(events.contains { $0.hasPrefix("\(moment)(") && $0.contains(step) })
          }
        }
      }
    }

    @Test func `that was killed while libvirt was at work for it`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        // The steps that take libvirt a moment: pool, disk and machine, start.
        for (event, delay) in [(1, 3), (3, 3), (5, 2), (5, 10), (5, 25), (7, 5), (9, 5), (9, 60), (9, 200)] {
          let outcome = try await interrupted(hypervisor, "journal-\(event)", "\(event)", "kill", "\(delay)")
          // It may have been quicker.
          #expect(outcome.signal == SIGKILL || outcome.exitCode == 0, "\(outcome)")
          // A machine that was to be started is whole and stays. Else all of it goes: with this repair, or with a later
          // one, when libvirt was still at it.
          let name = "journal-\(event)"
          var isWhole = outcome.exitCode == 0
          let isOver = try await eventually {
            let repair = try await hypervisor.neuronVM("repair")
            if repair.output.contains("is whole, and is kept") { isWhole = true }
            if isWhole { return true }
            return try await hypervisor.machines().isEmpty && hypervisor.traces(of: name).isEmpty
          }
          #expect(isOver, "\(event), \(delay) ms")
          if isWhole { try await remove(name, from: hypervisor) }
          // What libvirt still does for the dead process after a repair is found by the next one.
          let isGone = try await eventually {
            if try await hypervisor.machines().isEmpty, hypervisor.traces(of: name).isEmpty { return true }
            try await hypervisor.expect(0, "repair")
            return false
          }
          #expect(isGone, "\(event), \(delay) ms")
          for pool in try await hypervisor.virsh("pool-list", "--all", "--name").lines {
            _ = try await hypervisor.virsh("pool-destroy", pool)
            _ = try await hypervisor.virsh("pool-undefine", pool)
          }
        }
      }
    }

    @Test func `that Ctrl-C ends in the middle, and a retry succeeds`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let steps = [
          "Define the storage pool", "Start the storage pool", "Create the disk", "Define the machine",
          "Start the machine",
        ]
        for step in steps {
          let (_, outcome) = try await hypervisor.neuronVM.whileRunning(Machines.deaf("queue", "--start")) { create in
            #expect(await create.says(step))
            create.send(SIGINT)
          }
          if outcome.exitCode == 0 {
            // The signal came after the last step.
            try await remove("queue", from: hypervisor)
          } else {
            #expect(outcome.exitCode == 1 && outcome.error.contains("Undoing what was begun"), "\(outcome)")
          }
          try await hypervisor.expectNothingLeft(of: "queue", pools: false)
        }
        try await hypervisor.expect(0, Machines.deaf("queue", "--start"))
        try await remove("queue", from: hypervisor)
      }
    }

    @Test func `also after the host was restarted, but takes no disk that a machine uses by now`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        // Killed when the disk was made, and the machine; then the pool is off, as after a restart without autostart.
        #expect(try await interrupted(hypervisor, "wiki", "7", "kill").signal == SIGKILL)
        #expect(try await hypervisor.virsh("pool-destroy", "default").exitCode == 0)
        try await hypervisor.expect(0, "repair")
        try await hypervisor.expectNothingLeft(of: "wiki", pools: false)
        #expect(hypervisor.files().isEmpty)

        // Killed before the disk was made; then another tool makes one like it, and a machine with it.
        #expect(try await interrupted(hypervisor, "wiki", "5", "kill").signal == SIGKILL)
        let disk = try await hypervisor.virsh("vol-create-as", "default", "wiki.qcow2", "1G", "--format", "qcow2")
        #expect(disk.exitCode == 0, "\(disk)")
        try await hypervisor.define("wiki", disk: hypervisor.images + "/wiki.qcow2")
        let repair = try await hypervisor.expect(0, "repair")
        #expect(repair.output.contains("kept: the machine “wiki” uses it"), "\(repair)")
        #expect(hypervisor.files().contains("d/libvirt/images/wiki.qcow2"))
        #expect(try await hypervisor.expect(0, "repair").output.contains("Nothing"))
      }
    }

    @Test func `whose start fails, and a retry succeeds`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let kernel = hypervisor.folder + "/h/vmlinuz"
        try FileManager.default.copyItem(atPath: Guests.kernel, toPath: kernel)
        // The machine is defined; the kernel it wants to start with vanishes.
        let outcome = try await interrupted(hypervisor, "render", "9", "remove", kernel, kernel: kernel)
        #expect(outcome.exitCode == 1 && outcome.output.contains("Start the machine did not work"), "\(outcome)")
        try await hypervisor.expectNothingLeft(of: "render", pools: false)
        #expect(hypervisor.files().isEmpty)

        let greedy = try await hypervisor.expect(1, Machines.deaf("render", "--start", "--memory", "8000G"))
        #expect(greedy.error.contains("memory"), "\(greedy)")
        try await hypervisor.expectNothingLeft(of: "render", pools: false)
        try await hypervisor.expect(0, Machines.deaf("render", "--start"))
        try await remove("render", from: hypervisor)
      }
    }

    private func interrupted(
      _ hypervisor: PrivateHypervisor, _ words: String..., kernel: String? = nil
    ) async throws -> ProgramOutcome {
      var program = hypervisor.program("interrupted-creation")
      program.environment["KERNEL"] = .some(kernel)
      return try await program.run(words)
    }

    /// Removes the machine, and the pool with it, so that the next creation begins from nothing.
    private func remove(_ name: String, from hypervisor: PrivateHypervisor) async throws {
      try await hypervisor.expect(0, "force-stop", name)
      try await hypervisor.expect(0, "delete", name, "--yes")
      #expect(try await hypervisor.virsh("pool-destroy", "default").exitCode == 0)
      #expect(try await hypervisor.virsh("pool-undefine", "default").exitCode == 0)
    }
  }
}
