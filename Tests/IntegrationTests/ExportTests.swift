import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `exports a machine` {
    @Test func `which boots on another hypervisor, under its own UUID`() async throws {
      try await PrivateHypervisor.with { first in
        try await first.expect(0, Machines.linux("traveller", "--firmware", "uefi", "--network", "user"))
        let disk = first.images + "/traveller.qcow2"
        try await CopyFixtures.done(
          CopyFixtures.writer, "-c", "write -q -P 7 0 1M", "-c", "write -q -P 9 900M 3M", disk)
        try await first.expect(0, "start", "traveller")
        let file = first.folder + "/h/traveller.nvm"
        #expect(try await first.expect(4, "export", "traveller", file).error.contains("neuron-vm stop traveller"))
        try await first.expect(0, "force-stop", "traveller")
        let outcome = try await first.expect(0, "export", "traveller", file, "--json")
        #expect(outcome.output.contains(#""path" : "\#(file)""#), "\(outcome)")
        #expect(try await first.expect(4, "export", "traveller", file).error.contains("--force"))
        try await first.expect(0, "export", "traveller", file, "--force")
        let names = try await CopyFixtures.tar("tf", file).lines
        let parts = ["domain.xml", "firmware-variables.fd", "kernel", "initrd", "disk-vda.qcow2", "manifest.json"]
        #expect(names == parts)
        // Nothing is left of the compact copy.
        #expect(first.disks("export").isEmpty)
        let uuid = try #require(try await first.machines()["traveller"]?.uuid)
        let copy = disk + ".kept"
        try FileManager.default.moveItem(atPath: disk, toPath: copy)
        try FileManager.default.copyItem(atPath: copy, toPath: disk)
        try await first.expect(0, "delete", "traveller", "--yes")

        try await PrivateHypervisor.with { second in
          try await second.expect(0, "import", file)
          #expect(try await second.machines()["traveller"]?.uuid == uuid)
          let new = try #require(second.disks("traveller-").first { $0.hasSuffix(".qcow2") })
          #expect(try await CopyFixtures.areAlike(copy, new))
          #expect(second.traces(of: "traveller-").contains { $0.hasSuffix("_VARS.fd") })
          // The kernel has come along, and has a place of its own here.
          let kernel = try #require(second.disks("traveller-").first { $0.hasSuffix(".kernel") })
          #expect(FileManager.default.contentsEqual(atPath: kernel, andPath: Guests.kernel))
          #expect(try await second.definition("traveller").contains("<kernel>\(kernel)</kernel>"))
          try await second.expect(0, "start", "traveller")
          try await second.expect(0, "console", "traveller", "--until", "traveller is up", "--timeout", "120")
          try await second.expect(0, "force-stop", "traveller")
          // A second one beside it is a copy.
          let again = try await second.expect(0, "import", file, "--name", "twin")
          #expect(again.error.contains("UUID and network addresses of its own"), "\(again)")
          #expect(try await second.machines()["twin"]?.uuid != uuid)
          // What came for it goes with it, and what another one has stays.
          try await second.expect(0, "delete", "twin", "--yes")
          #expect(second.disks("twin").isEmpty && FileManager.default.fileExists(atPath: kernel))
        }
      }
    }

    @Test func `and a disk that was kept is never touched by importing it again`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("box"))
        let file = hypervisor.folder + "/h/box.nvm"
        try FileManager.default.createDirectory(atPath: hypervisor.folder + "/h", withIntermediateDirectories: true)
        try await hypervisor.expect(0, "export", "box", file)
        try await hypervisor.expect(0, "delete", "box", "--yes")
        try await hypervisor.expect(0, "import", file)
        let disk = try #require(hypervisor.disks("box-").first)
        try await CopyFixtures.done(CopyFixtures.writer, "-c", "write -q -P 7 0 1M", disk)
        let before = try Data(contentsOf: URL(filePath: disk))
        try await hypervisor.expect(0, "delete", "box", "--keep-disks", "--yes")
        let again = try await hypervisor.expect(4, "import", file)
        #expect(again.error.contains("already"), "\(again)")
        try await hypervisor.expect(0, "repair")
        #expect(try Data(contentsOf: URL(filePath: disk)) == before)
      }
    }

    @Test func `and what is damaged, or was stopped, is never half there`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("box"))
        try await CopyFixtures.done(
          CopyFixtures.writer, "-c", "write -q -P 7 0 150M", hypervisor.images + "/box.qcow2")
        let folder = hypervisor.folder + "/h/out"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let before = hypervisor.filesOfMachines()
        for milliseconds in [0, 400] {
          _ = try await hypervisor.neuronVM.whileRunning(["export", "box", folder + "/box.nvm", "--force"]) { export in
            #expect(await export.says("Copy "))
            try await Task.sleep(for: .milliseconds(milliseconds))
            export.send(SIGKILL)
          }
          let isGone = try await eventually {
            _ = try await hypervisor.neuronVM("repair")
            let parts = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0 != "box.nvm" }
            return parts.isEmpty && hypervisor.disks("export").isEmpty
          }
          #expect(isGone, "\(milliseconds) ms")
          try? FileManager.default.removeItem(atPath: folder + "/box.nvm")
        }
        let (_, stopped) = try await hypervisor.neuronVM.whileRunning(["export", "box", folder + "/box.nvm"]) {
          export in
          #expect(await export.says("Copy "))
          export.send(SIGINT)
        }
        #expect(stopped.exitCode == 1, "\(stopped)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)

        let file = folder + "/box.nvm"
        try await hypervisor.expect(0, "export", "box", file)
        var bytes = try Data(contentsOf: URL(filePath: file))
        let whole = bytes
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: file))
        #expect(try await hypervisor.expect(1, "import", file, "--name", "bad").error.contains("checksum"))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: file))
        #expect(try await hypervisor.expect(4, "import", file, "--name", "bad").error.contains("ends too early"))
        #expect(hypervisor.filesOfMachines().filter { !$0.hasPrefix("s/") } == before.filter { !$0.hasPrefix("s/") })
      }
    }
  }
}
