import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `removes a machine` {
    @Test func `but no ISO, no disk that another machine uses, and nothing that was to be kept`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let iso = hypervisor.images + "/install.iso"
        try await hypervisor.expect(0, Machines.deaf("kept"))
        try StandInISO.linux.write(to: iso)
        try await hypervisor.expect(0, Machines.deaf("source", "--iso", iso))
        try await hypervisor.expect(0, Machines.deaf("base"))
        // Another tool's machines: one boots source's disk too, the other from an overlay on base's.
        try await hypervisor.define("twin", disk: hypervisor.images + "/source.qcow2")
        let overlay = try await hypervisor.virsh(
          "vol-create-as", "default", "overlay.qcow2", "1G", "--format", "qcow2", "--backing-vol", "base.qcow2",
          "--backing-vol-format", "qcow2")
        #expect(overlay.exitCode == 0, "\(overlay)")
        try await hypervisor.define("child", disk: hypervisor.images + "/overlay.qcow2")

        let first = try await hypervisor.expect(0, "delete", "source", "--yes")
        #expect(first.error.contains("Keeps \(hypervisor.images)/source.qcow2: the machine “twin” uses it"), "\(first)")
        #expect(first.error.contains("Keeps \(iso)"), "\(first)")
        let second = try await hypervisor.expect(0, "delete", "base", "--yes")
        #expect(
          second.error.contains("Keeps \(hypervisor.images)/base.qcow2: the machine “child” uses it"), "\(second)")
        let third = try await hypervisor.expect(0, "delete", "kept", "--yes", "--keep-disks")
        #expect(third.error.contains("Keeps \(hypervisor.images)/kept.qcow2"), "\(third)")
        let disks = try FileManager.default.contentsOfDirectory(atPath: hypervisor.images).sorted()
        #expect(disks == ["base.qcow2", "install.iso", "kept.qcow2", "overlay.qcow2", "source.qcow2"])
        #expect(try await hypervisor.machines().keys.sorted() == ["child", "twin"])
        // When the last user goes, the disk goes.
        try await hypervisor.expect(0, "delete", "twin", "--yes")
        try await hypervisor.expect(0, "delete", "child", "--yes")
        let rest = try FileManager.default.contentsOfDirectory(atPath: hypervisor.images).sorted()
        #expect(rest == ["base.qcow2", "install.iso", "kept.qcow2"])
      }
    }

    @Test func `only when it is off and somebody says yes`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("ledger", "--start"))
        let running = try await hypervisor.expect(4, "delete", "ledger", "--yes")
        #expect(running.error.contains("neuron-vm stop ledger"), "\(running)")
        try await hypervisor.expect(0, "pause", "ledger")
        try await hypervisor.expect(4, "delete", "ledger", "--yes")
        try await hypervisor.expect(0, "force-stop", "ledger")
        let files = hypervisor.filesOfMachines()
        let unasked = try await hypervisor.expect(4, "delete", "ledger")
        #expect(unasked.error.contains("--yes"), "\(unasked)")
        let looked = try await hypervisor.expect(0, "delete", "ledger", "--dry-run")
        #expect(looked.error.contains("ledger.qcow2"), "\(looked)")
        #expect(hypervisor.filesOfMachines() == files)
        #expect(try await hypervisor.state(of: "ledger") == "shutOff")
        try await hypervisor.expect(0, "delete", "ledger", "--yes")
        try await hypervisor.expect(3, "delete", "ledger", "--yes")
        try await hypervisor.expectNothingLeft(of: "ledger")
      }
    }

    @Test func `with its snapshots, saved memory, firmware variables and TPM`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("photos", "--start"))
        let snapshot = try await hypervisor.virsh("snapshot-create-as", "photos", "before-upgrade")
        #expect(snapshot.exitCode == 0, "\(snapshot)")
        try await hypervisor.expect(0, "save", "photos")
        let removed = try await hypervisor.expect(0, "delete", "photos", "--yes")
        #expect(removed.error.contains("the snapshots before-upgrade"), "\(removed)")
        #expect(removed.error.contains("the saved memory"), "\(removed)")
        try await hypervisor.expectNothingLeft(of: "photos")

        try await hypervisor.expect(
          0,
          [
            "create", "office", "--template", "windows11-basic", "--memory", "4G", "--vcpus", "2", "--disk", "64G",
            "--accel", "none", "--network", "none", "--start",
          ])
        let id = try #require(try await hypervisor.machines()["office"]?.uuid)
        try await hypervisor.expect(0, "force-stop", "office")
        #expect(hypervisor.files().contains { $0.hasSuffix("_VARS.fd") || $0.contains("nvram/") })
        #expect(hypervisor.traces(of: id).contains { $0.contains("swtpm") })
        let office = try await hypervisor.expect(0, "delete", "office", "--yes")
        #expect(office.error.contains("the firmware's variables") && office.error.contains("TPM"), "\(office)")
        try await hypervisor.expectNothingLeft(of: "office", id)
      }
    }

    @Test func `as a whole, when a disk could not be deleted at first`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("news"))
        chmod(hypervisor.images, 0o500)
        let half = try await hypervisor.expect(1, "delete", "news", "--yes")
        #expect(half.error.contains("Not everything could be undone") && half.error.contains("repair"), "\(half)")
        #expect(try await hypervisor.machines().isEmpty)
        let still = try await hypervisor.expect(1, "repair")
        #expect(still.error.contains("news.qcow2"), "\(still)")
        chmod(hypervisor.images, 0o700)
        // Any next command of this kind finishes it.
        let next = try await hypervisor.expect(0, Machines.deaf("other"))
        #expect(next.error.contains("remove “news”"), "\(next)")
        #expect(hypervisor.traces(of: "news").isEmpty)
      }
    }

    @Test func `as a whole, when it was killed in the middle`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        for delay in stride(from: 0, through: 60, by: 6) {
          let made = try await hypervisor.expect(0, Machines.deaf("chat"))
          #expect(!made.error.contains("warning"), "\(made)")
          let (_, delete) = try await hypervisor.neuronVM.whileRunning(["delete", "chat", "--yes"]) { delete in
            #expect(await delete.says("Removes the machine"))
            try await Task.sleep(for: .milliseconds(delay / 6))
            delete.send(SIGKILL)
          }
          #expect(delete.signal == SIGKILL || delete.exitCode == 0, "\(delete)")
          try await hypervisor.expect(0, "repair")
          if try await hypervisor.machines().isEmpty {
            try await hypervisor.expectNothingLeft(of: "chat", journals: true)
          } else {
            // It had not begun: nothing of the machine may be gone.
            #expect(hypervisor.filesOfMachines().contains("d/libvirt/images/chat.qcow2"))
            try await hypervisor.expect(0, "delete", "chat", "--yes")
          }
        }
      }
    }
  }
}
