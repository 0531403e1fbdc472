import Foundation
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `loses no disk` {
    @Test func `to an export that is to replace it`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("box"))
        try await hypervisor.expect(0, Machines.deaf("other"))
        let disk = hypervisor.images + "/other.qcow2"
        let before = try Data(contentsOf: URL(filePath: disk))
        for path in [disk, hypervisor.images + "/box.qcow2"] {
          let refused = try await hypervisor.expect(4, "export", "box", path, "--force")
          #expect(refused.error.contains("is not an export"), "\(refused)")
        }
        #expect(try Data(contentsOf: URL(filePath: disk)) == before)
        // A disk that nobody has written to is no whole number of sectors.
        let file = hypervisor.folder + "/h/box.nvm"
        try await hypervisor.expect(0, "export", "box", file)
        try await hypervisor.expect(0, "export", "box", file, "--force")
        try await hypervisor.expect(0, "import", file, "--name", "imported")
        try await hypervisor.expect(0, "start", "imported")
        try await hypervisor.expect(0, "force-stop", "imported")
      }
    }

    @Test func `to an undo that would give it to two, and brings none back that is gone`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        for name in ["box", "other"] { try await hypervisor.expect(0, Machines.deaf(name)) }
        try await hypervisor.expect(0, "disk", "box", "add", "--size", "20M")
        let disk = hypervisor.images + "/box-vdb.qcow2"
        try await hypervisor.expect(0, "disk", "box", "remove", "vdb")
        try await hypervisor.expect(0, "disk", "other", "add", "--path", disk)
        let used = try await hypervisor.expect(4, "undo", "box", "--yes")
        #expect(used.error.contains("belongs to the machine “other” now"), "\(used)")
        try await hypervisor.expect(0, "disk", "other", "remove", "vdb", "--delete-disk", "--yes")
        let gone = try await hypervisor.expect(4, "undo", "other", "--yes")
        #expect(gone.error.contains("is gone"), "\(gone)")
        #expect(try await hypervisor.expect(4, "undo", "box", "--yes").error.contains("is gone"))
      }
    }

    @Test func `to a snapshot whose other disk is gone`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("box"))
        try await hypervisor.expect(0, "disk", "box", "add", "--size", "10M")
        try await hypervisor.expect(0, "snapshot", "create", "box", "both")
        let disk = hypervisor.images + "/box.qcow2"
        try await CopyFixtures.done(CopyFixtures.writer, "-c", "write -q -P 9 0 64k", disk)
        let kept = try await hypervisor.expect(4, "disk", "box", "remove", "vdb", "--delete-disk", "--yes")
        #expect(kept.error.contains("the snapshot “both” of the machine “box” needs it"), "\(kept)")
        try await hypervisor.expect(0, "disk", "box", "remove", "vdb")
        try FileManager.default.removeItem(atPath: hypervisor.images + "/box-vdb.qcow2")
        for words in [["--dry-run"], ["--yes"]] {
          let refused = try await hypervisor.expect(4, ["snapshot", "revert", "box", "both"] + words)
          #expect(refused.error.contains("The disk vdb"), "\(refused)")
        }
        // What was written since is still there.
        let read = try await CopyFixtures.done(CopyFixtures.writer, "-c", "read -P 9 0 64k", disk)
        #expect(!read.output.contains("verification failed"), "\(read)")
      }
    }
  }
}
