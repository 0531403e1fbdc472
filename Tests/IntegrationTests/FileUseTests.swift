import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `knows who uses a file` {
    @Test func `also a machine whose memory is saved, and one that may go back to a snapshot`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("other"))
        let iso = hypervisor.images + "/system.iso"
        try StandInISO.linux.write(to: iso)
        try await hypervisor.expect(0, Machines.deaf("sleeper", "--iso", "system"))
        try await hypervisor.expect(0, "disk", "sleeper", "add", "--size", "8M")
        let disk = hypervisor.images + "/sleeper-vdb.qcow2"
        try await hypervisor.expect(0, "start", "sleeper")
        try await hypervisor.expect(0, "snapshot", "create", "sleeper", "awake")
        try await hypervisor.expect(0, "save", "sleeper")
        // The definition has neither any more; what was saved has both.
        let eject = try await hypervisor.expect(0, "cdrom", "sleeper", "eject", "--json")
        #expect((try eject.json() as? [String: Any])?["outcome"] as? String == "fromNextStart", "\(eject)")
        let set = try await hypervisor.expect(0, "set", "sleeper", "--memory", "80M", "--json")
        let changes = try #require((try set.json() as? [String: Any])?["changes"] as? [[String: Any]])
        #expect(changes.map { $0["holds"] as? String } == ["fromNextStart"], "\(set)")
        try await hypervisor.expect(0, "disk", "sleeper", "remove", "vdb")
        let used = try await hypervisor.expect(4, "iso", "remove", "system", "--yes")
        #expect(used.error.contains("the saved memory of the machine “sleeper” goes on with it"), "\(used)")
        #expect(used.error.contains("neuron-vm restore sleeper"), "\(used)")
        #expect(used.error.contains("neuron-vm snapshot delete sleeper awake"), "\(used)")
        let taken = try await hypervisor.expect(4, "disk", "other", "add", "--path", disk)
        #expect(taken.error.contains("belongs to the machine “sleeper”"), "\(taken)")

        try await hypervisor.expect(0, "restore", "sleeper")
        try await hypervisor.expect(0, "force-stop", "sleeper")
        let kept = try await hypervisor.expect(4, "iso", "remove", "system", "--yes")
        #expect(!kept.error.contains("saved memory") && kept.error.contains("“awake”"), "\(kept)")
        let needed = try await hypervisor.expect(4, "disk", "sleeper", "remove", "vda", "--delete-disk", "--yes")
        #expect(needed.error.contains("the snapshot “awake”"), "\(needed)")
        #expect(FileManager.default.fileExists(atPath: iso) && FileManager.default.fileExists(atPath: disk))
        try await hypervisor.expect(0, "snapshot", "delete", "sleeper", "awake", "--yes")
        try await hypervisor.expect(0, "iso", "remove", "system", "--yes")
        #expect(!FileManager.default.fileExists(atPath: iso))
      }
    }

    @Test func `and takes nothing that has come to the place of what it removes, nor what another is at`() async throws
    {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        try StandInISO.linux.write(to: folder + "/system.iso")
        try await hypervisor.expect(0, "iso", "add", folder + "/system.iso")
        let library = `keeps ISOs`.library(hypervisor)
        let (iso, sum) = (library + "/system.iso", library + "/system.iso.sha256")
        // Who holds the lock on it is left in peace.
        let key = try await Self.sum(of: "\(PrivateHypervisor.uri)\nisos\nsystem.iso")
        let locks = try Self.locks(hypervisor)
        let lock = locks + "/iso-\(key).lock"
        let journals = locks.replacing("/locks/", with: "/journal/")
        try FileManager.default.createDirectory(
          atPath: journals, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let program = CommandLineProgram("/usr/bin/flock")
        let (busy, _) = try await program.whileRunning(["-F", lock, "sh", "-c", "echo held; exec sleep 60"]) { holder in
          #expect(await holder.says("held", count: 1))
          let busy = try await hypervisor.neuronVM("iso", "remove", "system", "--yes")
          holder.send(SIGTERM)
          return busy
        }
        #expect(busy.exitCode == 4 && busy.error.contains("is being copied right now"), "\(busy)")
        #expect(FileManager.default.fileExists(atPath: iso))

        // A removal that was killed after the ISO was gone: its checksum goes, another's file of that name stays.
        let time = try await hypervisor.virsh("vol-dumpxml", "--pool", "isos", "system.iso.sha256").output
        let modified = try #require(time.split(separator: "<mtime>").dropFirst().first?.split(separator: "<").first)
        let text = try String(contentsOfFile: sum, encoding: .utf8)
        let checksum = try await Self.sum(of: text)
        let companion =
          #"{"kind":"checksum","size":\#(text.utf8.count),"modified":"\#(modified)","checksum":"\#(checksum)"}"#
        let journal =
          #"{"title":{"_0":"remove"}}"# + "\n"
          + #"{"undo":{"_0":{"removeISO":{"pool":"isos","name":"system.iso","companions":[\#(companion)]}}}}"# + "\n"
        try FileManager.default.removeItem(atPath: iso)
        let own = folder + "/system.iso.sha256"
        try FileManager.default.moveItem(atPath: sum, toPath: own)
        // The same form, and another's.
        try Data((String(repeating: "0", count: 64) + "  system.iso\n").utf8).write(to: URL(filePath: sum))
        try Data(journal.utf8).write(to: URL(filePath: journals + "/\(UUID().uuidString).journal"))
        try await hypervisor.expect(0, "repair")
        #expect(FileManager.default.fileExists(atPath: sum))
        try FileManager.default.removeItem(atPath: sum)
        try FileManager.default.moveItem(atPath: own, toPath: sum)
        try Data(journal.utf8).write(to: URL(filePath: journals + "/\(UUID().uuidString).journal"))
        try await hypervisor.expect(0, "repair")
        #expect(!FileManager.default.fileExists(atPath: sum))

        // A note of ours beside what is no ISO makes it none.
        let moment = #"{"seconds":1,"nanoseconds":1}"#
        let identity = #"{"device":1,"number":1,"size":9,"modified":\#(moment),"changed":\#(moment)}"#
        let note = #"{"total":9,"source":\#(identity),"computer":"","process":1,"started":""}"#
        try await CopyFixtures.disk(library + "/theirs.qcow2")
        try Data(note.utf8).write(to: URL(filePath: library + "/theirs.qcow2.part"))
        try await hypervisor.expect(3, "iso", "remove", "theirs.qcow2", "--yes")
        #expect(FileManager.default.fileExists(atPath: library + "/theirs.qcow2"))
        // A note alone, of a copy that was killed at once, goes.
        try Data(note.utf8).write(to: URL(filePath: library + "/begun.iso.part"))
        try await hypervisor.expect(0, "iso", "remove", "begun.iso", "--yes")
        #expect(!FileManager.default.fileExists(atPath: library + "/begun.iso.part"))
      }
    }

    @Test func `and the pool that a killed look has left is in nobody's way`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        let path = folder + "/outside.qcow2"
        try await CopyFixtures.disk(path)
        try await hypervisor.define("foreign", disk: path)
        let digits = try await Self.sum(of: "neuron-vm look \(folder)")
        func part(_ start: Int, _ count: Int) -> String { String(digits.dropFirst(start).prefix(count)) }
        let id = [part(0, 8), part(8, 4), "8" + part(13, 3), "8" + part(17, 3), part(20, 12)].joined(separator: "-")
        let file = folder + "/pool.xml"
        try Data(
          "<pool type='dir'><name>neuron-vm-\(id)</name><uuid>\(id)</uuid><target><path>\(folder)</path></target></pool>"
            .utf8
        ).write(to: URL(filePath: file))
        for words in [["clone", "foreign", "copy"], ["repair"]] {
          let made = try await hypervisor.virsh("pool-create", file)
          #expect(made.exitCode == 0, "\(made)")
          #expect(try await !hypervisor.expect(0, "iso", "list", "--json").output.contains("neuron-vm-"))
          try await hypervisor.expect(0, words)
          let left = try await hypervisor.virsh("pool-list", "--all", "--name").output
          #expect(!left.contains("neuron-vm-"), "\(left)")
        }
        let copy = try #require(hypervisor.disks("copy-").first)
        #expect(try await CopyFixtures.areAlike(path, copy))
      }
    }

    /// The folder of this user's locks for the one hypervisor.
    private static func locks(_ hypervisor: PrivateHypervisor) throws -> String {
      let folder = hypervisor.folder + "/s/neuron-vm/locks"
      return folder + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first))
    }

    /// The SHA-256 of a text, by coreutils.
    private static func sum(of text: String) async throws -> String {
      let folder = try TemporaryDirectory()
      try Data(text.utf8).write(to: URL(filePath: folder.path("text")))
      return try await `keeps ISOs`.sum(folder.path("text"))
    }
  }
}
