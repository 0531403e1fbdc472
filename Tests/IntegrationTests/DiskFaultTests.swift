import Foundation
import Glibc
import TestSupport
import Testing
import XML

extension `The program` {
  @Suite(.serialized) struct `looks at a disk first` {
    @Test func `so what is gone, damaged or another's is not copied, grown or kept`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("box"))
        let disk = hypervisor.images + "/box.qcow2"
        try await CopyFixtures.done(CopyFixtures.writer, "-c", "write -q -P 7 0 1M", disk)
        let whole = try Data(contentsOf: URL(filePath: disk))
        let file = hypervisor.folder + "/h/box.nvm"
        let verbs = [
          ["clone", "box", "copy"], ["clone", "box", "copy", "--linked"], ["export", "box", file],
          ["snapshot", "create", "box", "s", "--dry-run"], ["disk", "box", "resize", "vda", "2G"],
        ]
        @Sendable func expectRefusals(_ words: String, of verbs: [[String]]) async throws {
          let before = try? Data(contentsOf: URL(filePath: disk))
          for verb in verbs {
            let refused = try await hypervisor.expect(4, verb)
            #expect(refused.error.contains(words), "\(refused)")
          }
          #expect((try? Data(contentsOf: URL(filePath: disk))) == before)
          #expect(hypervisor.disks("copy").isEmpty && !FileManager.default.fileExists(atPath: file))
        }

        try Data(repeating: 0x61, count: 300_000).write(to: URL(filePath: disk))
        try await expectRefusals("is damaged, or is no image", of: verbs)
        // The first entry of its first table points to nowhere.
        var broken = whole
        let table = Int(whole[40..<48].reduce(0) { $0 << 8 | UInt64($1) })
        for place in table..<table + 8 { broken[place] = 0xFF }
        try broken.write(to: URL(filePath: disk))
        try await expectRefusals("is damaged, or is no image", of: verbs)
        try FileManager.default.removeItem(atPath: disk)
        try await expectRefusals("is not there", of: verbs)
        try whole.write(to: URL(filePath: disk))

        // Another program, and another machine.
        let (_, held) = try await CopyFixtures.writer.whileRunning(["-c", "sleep 120000", disk]) { holder in
          let isOpen = try await eventually { try await CopyFixtures.images("info", disk).exitCode != 0 }
          #expect(isOpen)
          try await expectRefusals("Another program has the disk", of: verbs)
          holder.send(SIGTERM)
        }
        #expect(held.signal == SIGTERM || held.exitCode != 0)
        try await hypervisor.define("twin", disk: disk)
        try await hypervisor.expect(0, "start", "twin")
        try await expectRefusals("The machine “twin” runs", of: verbs)
        try await hypervisor.expect(0, "force-stop", "twin")
        _ = try await hypervisor.virsh("undefine", "twin")
        try await hypervisor.expect(0, "disk", "box", "resize", "vda", "2G")

        // A drive with nothing in it is in no snapshot's way.
        try await hypervisor.attach(
          Element("disk", ["type": "file", "device": "floppy"]) { Element("target", ["dev": "fda", "bus": "fdc"]) },
          to: "box")
        try await hypervisor.expect(0, "snapshot", "create", "box", "off")
        try await hypervisor.expect(0, "start", "box")
        try await hypervisor.expect(0, "snapshot", "create", "box", "on")
        try await hypervisor.expect(0, "force-stop", "box")
        // A disk that came after a snapshot is not in it.
        let added = try await hypervisor.expect(0, "disk", "box", "add", "--size", "8M", "--json")
        let target = try #require((try added.json() as? [String: Any])?["device"] as? String)
        let removed = try await hypervisor.expect(
          0, "disk", "box", "remove", target, "--delete-disk", "--yes", "--json")
        #expect(!"\(removed)".contains("snapshots"), "\(removed)")
        try await hypervisor.expect(0, "clone", "box", "copy")
      }
    }
  }
}
