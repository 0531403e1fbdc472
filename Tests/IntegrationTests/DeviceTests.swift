import Foundation
import Glibc
import TestSupport
import Testing
import XML

extension `The program` {
  @Suite(.serialized) struct `changes a machine's devices` {
    @Test func `while its guest runs, uses a CD, and does not always let go`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let (first, second) = (
          try await hypervisor.makeISO("one", holding: "first"), try await hypervisor.makeISO("two", holding: "second")
        )
        var words = Machines.linux("studio")
        words[words.firstIndex { $0.hasPrefix("console=") } ?? 0] += " neuron.cd=hold"
        try await hypervisor.expect(0, words)
        // A CD drive that the guest has a driver for, by another tool.
        try await hypervisor.attach(
          Element("controller", ["type": "scsi", "model": "virtio-scsi", "index": "0"]), to: "studio")
        try await hypervisor.attach(
          Element("disk", ["type": "file", "device": "cdrom"]) {
            Element("driver", ["name": "qemu", "type": "raw"])
            Element("source", ["file": first])
            Element("target", ["dev": "sdb", "bus": "scsi"])
            Element("readonly")
          }, to: "studio")
        try await hypervisor.expect(0, "start", "studio")
        try await hypervisor.expect(0, "console", "studio", "--until", "holding: first", "--timeout", "120s")

        let several = try await hypervisor.expect(4, "cdrom", "studio", "insert", second)
        #expect(
          several.error.contains("sda (empty), sdb (\(first))") && several.error.contains("--drive"), "\(several)")
        let locked = try await hypervisor.expect(4, "cdrom", "studio", "insert", second, "--drive", "sdb")
        #expect(locked.error.contains("does not let it go") && locked.error.contains("--force"), "\(locked)")
        #expect(try await hypervisor.disks(of: "studio")["sdb"] == first)
        #expect(try await hypervisor.disks(of: "studio", inactive: true)["sdb"] == first)
        try await hypervisor.expect(0, "cdrom", "studio", "insert", second, "--drive", "sdb", "--force")
        #expect(try await hypervisor.disks(of: "studio")["sdb"] == second)
        #expect(try await hypervisor.disks(of: "studio", inactive: true)["sdb"] == second)
        try await hypervisor.expect(0, "cdrom", "studio", "eject")
        #expect(try await hypervisor.disks(of: "studio")["sdb"] == "-")

        let added = try await hypervisor.expect(0, "disk", "studio", "add", "--size", "64M", "--bus", "scsi")
        let volume = hypervisor.images + "/studio-sdc.qcow2"
        #expect(added.output.contains("“studio” has the disk sdc (\(volume))."), "\(added)")
        #expect(try await hypervisor.disks(of: "studio")["sdc"] == volume)
        let later = try await hypervisor.expect(0, "disk", "studio", "add", "--size", "64M", "--bus", "sata", "--json")
        #expect((try later.json() as? [String: Any])?["outcome"] as? String == "fromNextStart", "\(later)")
        try await hypervisor.expect(0, "disk", "studio", "resize", "sdc", "128M")
        try await hypervisor.expect(4, "disk", "studio", "resize", "sdc", "64M")
        let sizes = try await disks(hypervisor)
        #expect(sizes["sdc"]?["capacityBytes"] as? Int == 128 << 20)
        #expect(sizes["sdd"]?["capacityBytes"] as? Int == 64 << 20 && sizes["sdd"]?["now"] as? Bool == false)

        try await hypervisor.expect(0, "disk", "studio", "remove", "sdc", "--delete-disk", "--yes", "--timeout", "60s")
        #expect(try await hypervisor.disks(of: "studio")["sdc"] == nil)
        #expect(!FileManager.default.fileExists(atPath: volume))

        // A guest that stands still lets nothing go.
        try await hypervisor.expect(0, "pause", "studio")
        let disk = hypervisor.images + "/studio.qcow2"
        let held = try await hypervisor.expect(
          7, "disk", "studio", "remove", "vda", "--delete-disk", "--yes", "--timeout", "1s")
        #expect(held.error.contains("has not let vda go within 1 s"), "\(held)")
        #expect(try await hypervisor.disks(of: "studio")["vda"] == disk)
        #expect(try await hypervisor.disks(of: "studio", inactive: true)["vda"] == nil)
        #expect(FileManager.default.fileExists(atPath: disk))
        #expect(try await hypervisor.expect(0, "repair").output.contains("Nothing"))
        try await hypervisor.expect(0, "resume", "studio")
        // What was asked for is still asked for.
        let isGone = try await eventually { try await hypervisor.disks(of: "studio")["vda"] == nil }
        #expect(isGone)
      }
    }

    private func disks(_ hypervisor: PrivateHypervisor) async throws -> [String: [String: Any]] {
      let list = try #require(try await hypervisor.expect(0, "disk", "studio", "--json").json() as? [[String: Any]])
      return Dictionary(uniqueKeysWithValues: list.map { ($0["target"] as? String ?? "", $0) })
    }

    @Test func `but takes nothing from others, and changes nothing when it cannot`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("mail"))
        try await hypervisor.expect(0, Machines.deaf("web"))
        let iso = try await hypervisor.makeISO("setup", holding: "setup")
        let page = hypervisor.folder + "/h/page.iso"
        try Data("<!DOCTYPE html><html>".utf8).write(to: URL(filePath: page))
        let overlay = try await hypervisor.virsh(
          "vol-create-as", "default", "overlay.qcow2", "1G", "--format", "qcow2", "--backing-vol", "web.qcow2",
          "--backing-vol-format", "qcow2")
        #expect(overlay.exitCode == 0, "\(overlay)")
        try await hypervisor.define("child", disk: hypervisor.images + "/overlay.qcow2")
        let before = try await hypervisor.virsh("dumpxml", "mail").output
        let files = hypervisor.filesOfMachines()

        let refusals: [(code: Int32, words: String, says: String)] = [
          (3, "cdrom nobody insert \(iso)", "no machine"), (3, "disk nobody add --size 1G", "no machine"),
          (3, "share nobody add /srv", "no machine"), (3, "cdrom mail insert /nowhere.iso", "no file"),
          (3, "cdrom mail insert nothing", "iso list"),
          (4, "cdrom mail insert \(page)", "is a web page (HTML)"),
          (3, "cdrom mail insert default/none.iso", "no volume"),
          (3, "cdrom mail eject --drive sdx", "Its drives are: sda"),
          (4, "disk mail add --path \(hypervisor.images)/web.qcow2", "belongs to the machine “"),
          (4, "disk mail add --volume overlay.qcow2", "belongs to the machine “child”"),
          (4, "disk mail add --volume mail.qcow2", "has the disk"), (3, "disk mail add --volume none", "no volume"),
          (3, "disk mail add --size 1G --pool none", "The storage pools are: default"),
          (4, "disk mail add --size much --bus tape", "is not a size"), (3, "disk mail remove vdz", "Its disks are"),
          (4, "disk mail resize vda 1M", "cut off"), (4, "disk web resize vda 2G", "needed by the machine “child”"),
          (4, "disk web remove vda --delete-disk --yes", "cannot be deleted"),
          (4, "disk mail resize sda 1G", "nothing in"),
          (4, "disk mail remove vda --delete-disk --json", "Nobody can be asked"), (4, "share mail add /etc", "system"),
          (3, "share mail remove docs", "It has none"), (64, "disk mail resize vda", "needs a disk and a size"),
          (3, "disk mail add --path /nowhere", "no file"), (3, "export web /nowhere/web.nvm", "no folder"),
          (3, "clone web new --pool none", "The storage pools are"),
          (64, "disk mail list --size 1G", "is for add"), (64, "cdrom mail insert", "needs an ISO"),
        ]
        for refusal in refusals {
          let outcome = try await hypervisor.expect(refusal.code, refusal.words.split(separator: " ").map(String.init))
          #expect(outcome.error.contains(refusal.says), "\(outcome)")
        }
        #expect(try await hypervisor.virsh("dumpxml", "mail").output == before)
        #expect(hypervisor.filesOfMachines() == files)

        // A disk whose file is gone keeps nobody from what is left.
        try FileManager.default.removeItem(atPath: hypervisor.images + "/mail.qcow2")
        #expect(try await hypervisor.expect(0, "disk", "mail").error.contains("vda cannot be looked into"))
        try await hypervisor.expect(4, "disk", "mail", "resize", "vda", "2G")
        try await hypervisor.expect(0, "cdrom", "mail", "insert", iso)
        #expect(try await hypervisor.disks(of: "mail")["sda"] == iso)
        try await hypervisor.expect(0, "disk", "mail", "remove", "vda")
        let back = try await hypervisor.expect(0, "disk", "mail", "add", "--size", "1G", "--format", "raw")
        #expect(back.output.contains("mail-vda.img"), "\(back)")

        // Two at once get a disk each.
        async let one = hypervisor.neuronVM("disk", "mail", "add", "--size", "1G")
        async let two = hypervisor.neuronVM("disk", "mail", "add", "--size", "1G")
        let codes = try await [one.exitCode, two.exitCode]
        #expect(codes == [0, 0])
        #expect(try await hypervisor.disks(of: "mail").keys.sorted() == ["sda", "vda", "vdb", "vdc"])
      }
    }

    @Test func `for a machine without a drive, one that is saved, and one that has no definition`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let iso = try await hypervisor.makeISO("setup", holding: "setup")
        try await hypervisor.expect(0, Machines.deaf("pool"))
        try await hypervisor.define("bare", disk: hypervisor.images + "/bare.qcow2")
        let made = try await hypervisor.virsh("vol-create-as", "default", "bare.qcow2", "1G", "--format", "qcow2")
        #expect(made.exitCode == 0, "\(made)")
        #expect(try await hypervisor.expect(0, "cdrom", "bare").error.contains("no CD drive"))
        try await hypervisor.expect(0, "start", "bare")
        let gets = try await hypervisor.expect(0, "cdrom", "bare", "insert", iso)
        #expect(gets.output.contains("from its next start on it has the drive sda"), "\(gets)")
        let list = try #require(try await hypervisor.expect(0, "cdrom", "bare", "--json").json() as? [[String: Any]])
        #expect(list.first?["now"] as? Bool == false && list.first?["nextMedium"] as? String == iso)

        try await hypervisor.expect(0, "save", "bare")
        let saved = try await hypervisor.expect(4, "disk", "bare", "resize", "vda", "2G")
        #expect(saved.error.contains("saved") && saved.error.contains("neuron-vm restore bare"), "\(saved)")
        #expect(try await hypervisor.expect(0, "cdrom", "bare", "eject").error.contains("memory of “bare” is saved"))

        let xml = try await hypervisor.virsh("dumpxml", "--inactive", "pool").output
        let file = hypervisor.folder + "/h/transient.xml"
        try Data(
          xml.replacing("<name>pool", with: "<name>guest").replacing("<uuid>", with: "<!--").replacing(
            "</uuid>", with: "-->"
          ).utf8
        )
        .write(to: URL(filePath: file))
        let started = try await hypervisor.virsh("create", file)
        #expect(started.exitCode == 0, "\(started)")
        for words in [
          ["cdrom", "guest", "insert", iso], ["disk", "guest", "add", "--size", "1G"],
          ["share", "guest", "add", "/srv"],
        ] {
          let outcome = try await hypervisor.expect(4, words)
          #expect(outcome.error.contains("without being defined"), "\(outcome)")
        }
        #expect(try await hypervisor.expect(0, "disk", "guest").output.contains("vda"))
        #expect(hypervisor.traces(of: "guest-vdb").isEmpty)
      }
    }

    @Test func `as a whole or not at all, when it was killed in the middle`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("notes"))
        let volume = hypervisor.images + "/notes-vdb.qcow2"
        for delay in [0, 5, 10, 15, 20, 25, 30, 40, 60] {
          let words = ["disk", "notes", "add", "--size", "64M"]
          let (_, add) = try await hypervisor.neuronVM.whileRunning(words) { add in
            _ = await eventually {
              hypervisor.files().contains { $0.hasPrefix("s/neuron-vm/journal/") } || add.hasEnded
            }
            try await Task.sleep(for: .milliseconds(delay))
            add.send(SIGKILL)
          }
          #expect(add.signal == SIGKILL || add.exitCode == 0, "\(add)")
          // libvirt may still be at work for the process that has died.
          let isSettled = try await eventually {
            try await hypervisor.expect(0, "repair")
            let has = try await hypervisor.disks(of: "notes")["vdb"] == volume
            return has == FileManager.default.fileExists(atPath: volume)
          }
          #expect(isSettled, "\(add)")
          guard try await hypervisor.disks(of: "notes")["vdb"] != nil else { continue }
          let (_, remove) = try await hypervisor.neuronVM.whileRunning(
            ["disk", "notes", "remove", "vdb", "--delete-disk", "--yes"]
          ) { remove in
            _ = await eventually {
              hypervisor.files().contains { $0.hasPrefix("s/neuron-vm/journal/") } || remove.hasEnded
            }
            try await Task.sleep(for: .milliseconds(delay / 4))
            remove.send(SIGKILL)
          }
          #expect(remove.signal == SIGKILL || remove.exitCode == 0, "\(remove)")
          let isOver = try await eventually {
            try await hypervisor.expect(0, "repair")
            let has = try await hypervisor.disks(of: "notes")["vdb"] == volume
            return has == FileManager.default.fileExists(atPath: volume)
          }
          #expect(isOver, "\(remove)")
          if FileManager.default.fileExists(atPath: volume) {
            try await hypervisor.expect(0, "disk", "notes", "remove", "vdb", "--delete-disk", "--yes")
          }
        }
        // A larger disk is there or it is not; the image is whole either way.
        for delay in [0, 10, 20, 40] {
          let (_, _) = try await hypervisor.neuronVM.whileRunning(
            ["disk", "notes", "resize", "vda", "\(2 + delay)G"]
          ) { resize in
            try await Task.sleep(for: .milliseconds(100 + delay))
            resize.send(SIGKILL)
          }
          try await hypervisor.expect(0, "repair")
          let check = try await CommandLineProgram("/usr/bin/qemu-img")(
            "check", "-U", hypervisor.images + "/notes.qcow2")
          #expect(check.exitCode == 0, "\(check)")
        }
      }
    }
  }
}
