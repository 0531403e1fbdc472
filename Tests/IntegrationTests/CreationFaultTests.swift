import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `refuses or undoes a creation` {
    @Test(.enabled(if: Places.fullDisk != nil, Places.missing)) func `when the disk is full`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = try #require(Places.fullDisk) + "/pool"
        try await definePool("small", at: folder, on: hypervisor)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let filler = folder + "/filler"
        fill(filler)
        let outcome = try await hypervisor.expect(1, Machines.deaf("backup", "--pool", "small", "--start"))
        #expect(outcome.error.contains("There is no space left"), "\(outcome)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["filler"])
        try await hypervisor.expectNothingLeft(of: "backup")

        // A qcow2 of 1 GiB begins with 196,672 bytes, more than the whole file system: the retry goes elsewhere.
        try FileManager.default.removeItem(atPath: filler)
        try await hypervisor.expect(0, Machines.deaf("backup", "--start"))
        try await hypervisor.expect(0, "force-stop", "backup")
        try FileManager.default.removeItem(atPath: folder)
      }
    }

    @Test(.enabled(if: Places.readOnly != nil, Places.missing)) func `when the pool is read-only`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await definePool("frozen", at: try #require(Places.readOnly), on: hypervisor)
        let outcome = try await hypervisor.expect(1, Machines.deaf("mirror", "--pool", "frozen", "--start"))
        #expect(outcome.error.contains("Read-only file system"), "\(outcome)")
        try await hypervisor.expectNothingLeft(of: "mirror")
        try await hypervisor.expect(0, Machines.deaf("mirror"))
      }
    }

    @Test func `when there is a disk of that name, and leaves that disk alone`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("first"))
        let disk = hypervisor.images + "/ledger.qcow2"
        _ = try await hypervisor.virsh("vol-create-as", "default", "ledger.qcow2", "1G", "--format", "qcow2")
        let before = try Data(contentsOf: URL(filePath: disk))
        let known = try await hypervisor.expect(4, Machines.deaf("ledger"))
        #expect(known.error.contains("There is a disk “ledger.qcow2”"), "\(known)")
        #expect(try Data(contentsOf: URL(filePath: disk)) == before)
        _ = try await hypervisor.virsh("vol-delete", "ledger.qcow2", "--pool", "default")

        // One that libvirt has not listed yet: somebody has copied it there.
        try Data("the books of 2019".utf8).write(to: URL(filePath: disk))
        let outcome = try await hypervisor.neuronVM.run(Machines.deaf("ledger"))
        #expect(outcome.exitCode == 4, "\(outcome)")
        #expect(try Data(contentsOf: URL(filePath: disk)) == Data("the books of 2019".utf8))
        #expect(try await hypervisor.expect(0, "repair").output.contains("Nothing"))
        try FileManager.default.removeItem(atPath: disk)
        try await hypervisor.expect(0, Machines.deaf("ledger"))
      }
    }

    @Test func `when there is a machine of that name`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("proxy", "--start"))
        let before = (try await hypervisor.machines(), hypervisor.filesOfMachines())
        let outcome = try await hypervisor.expect(4, Machines.deaf("proxy", "--start"))
        #expect(outcome.error.contains("There is a machine “proxy” already"), "\(outcome)")
        #expect(try await hypervisor.machines() == before.0)
        #expect(hypervisor.filesOfMachines() == before.1)
        try await hypervisor.expect(0, "force-stop", "proxy")
        try await hypervisor.expect(0, "delete", "proxy", "--yes")
        try await hypervisor.expect(0, Machines.deaf("proxy"))
      }
    }

    @Test func `with all that is wrong at once, and touches nothing`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let outcome = try await hypervisor.expect(
          4,
          [
            "create", "a/b", "--template", "linux", "--memory", "much", "--vcpus", "0", "--disk", "64Q", "--mac", "zz",
            "--iso", "/no/such.iso", "--network", "bridge:", "--accel", "none", "--start",
          ])
        for word in ["“/”", "much", "processor", "64Q", "zz", "/no/such.iso", "bridge"] {
          #expect(outcome.error.contains(word), "\(word)\n\(outcome)")
        }
        #expect(hypervisor.files().isEmpty)
        let missing = try await hypervisor.expect(
          3, Machines.deaf("host", "--network", "network:office", "--pool", "nowhere"))
        #expect(missing.error.contains("nowhere"), "\(missing)")
        #expect(hypervisor.files().isEmpty)
      }
    }

    @Test func `when another one of that name wins, and takes nothing from it`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        for round in 1...4 {
          let outcomes = try await withThrowingTaskGroup(of: ProgramOutcome.self) { group in
            for _ in 0..<3 { group.addTask { try await hypervisor.neuronVM.run(Machines.deaf("shop", "--start")) } }
            return try await group.reduce(into: []) { $0.append($1) }
          }
          let winners = outcomes.filter { $0.exitCode == 0 }
          #expect(winners.count == 1, "round \(round)\n\(outcomes.map(\.description).joined(separator: "\n"))")
          for loser in outcomes where loser.exitCode != 0 { #expect(loser.exitCode == 4, "\(loser)") }
          #expect(try await hypervisor.state(of: "shop") == "running")
          #expect(hypervisor.filesOfMachines().contains("d/libvirt/images/shop.qcow2"))
          #expect(!hypervisor.files().contains { $0.hasPrefix("s/") })
          try await hypervisor.expect(0, "force-stop", "shop")
          try await hypervisor.expect(0, "delete", "shop", "--yes")
          try await hypervisor.expectNothingLeft(of: "shop")
          // From nothing again: the pool too is made by all of them at once.
          #expect(try await hypervisor.virsh("pool-destroy", "default").exitCode == 0)
          #expect(try await hypervisor.virsh("pool-undefine", "default").exitCode == 0)
        }
      }
    }

    @Test func `not when one of another name is under way`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let names = ["red", "green", "blue"]
        let outcomes = try await withThrowingTaskGroup(of: ProgramOutcome.self) { group in
          for name in names { group.addTask { try await hypervisor.neuronVM.run(Machines.deaf(name)) } }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        for outcome in outcomes { #expect(outcome.exitCode == 0, "\(outcome)") }
        #expect(try await hypervisor.machines().keys.sorted() == names.sorted())
      }
    }

    private func definePool(_ name: String, at path: String, on hypervisor: PrivateHypervisor) async throws {
      for words in [["pool-define-as", name, "dir", "--target", path], ["pool-build", name], ["pool-start", name]] {
        let outcome = try await hypervisor.virsh.run(words)
        #expect(outcome.exitCode == 0, "\(outcome)")
      }
    }

    private func fill(_ path: String) {
      let block = [UInt8](repeating: 0x2E, count: 4096)
      let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
      while write(descriptor, block, block.count) > 0 {}
      close(descriptor)
    }
  }
}

/// File systems that `scripts/private-session` prepares, where the system lets it.
private enum Places {
  static let fullDisk = environment("NEURON_VM_FULL_DISK")
  static let readOnly = environment("NEURON_VM_READ_ONLY")
  static let missing = Comment(rawValue: environment("NEURON_VM_NO_FULL_DISK") ?? "run by scripts/private-session")

  private static func environment(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}
