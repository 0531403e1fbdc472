import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `copies an ISO` {
    /// By libvirt's stream as from another computer, and directly into a pool that is the user's own.
    private static let ways = ["far", "near"]

    @Test(arguments: ways) func `that was killed or stopped in the middle, and goes on`(way: String) async throws {
      try await PrivateHypervisor.with { hypervisor in
        let (source, whole) = try Self.largeISO(hypervisor)
        let add = ["iso", "add", source] + (way == "far" ? ["--connect", try Self.farURI(hypervisor)] : [])
        // The daemon is up, and its pool is there, before the race begins.
        try await hypervisor.expect(0, ["iso", "add", whole, "--name", "small"] + add.dropFirst(3))
        for signal in [SIGKILL, SIGINT] {
          let (_, outcome) = try await hypervisor.neuronVM.whileRunning(add) { copy in
            #expect(await copy.says("Copying: "))
            // A second process at the same time is told, and does nothing.
            let second = try await hypervisor.expect(4, add)
            #expect(second.error.contains("is being copied right now") || copy.hasEnded, "\(second)")
            copy.send(signal)
          }
          if signal == SIGINT {
            #expect(outcome.exitCode == 1 && outcome.error.contains(#/iso remove .*large\.iso/#), "\(outcome)")
          } else {
            #expect(outcome.signal == SIGKILL, "\(outcome)")
          }
          let list = try #require(try await hypervisor.expect(0, "iso", "list", "--json").json() as? [[String: Any]])
          let part = try #require(list.first { $0["name"] as? String == "large.iso" })
          #expect(part["state"] as? String == "unfinished" && part["sha256"] == nil && part["medium"] == nil)
          #expect(part["totalBytes"] as? Int == Self.size)
          for name in ["large", `keeps ISOs`.library(hypervisor) + "/large.iso"] {
            let refused = try await hypervisor.expect(4, Machines.deaf("early", "--iso", name))
            #expect(refused.error.contains("not copied to its end"), "\(refused)")
          }
        }
        let done = try await hypervisor.expect(0, add + ["--json"])
        let iso = try #require(try done.json() as? [String: Any])
        #expect((iso["resumedAtBytes"] as? Int ?? 0) > 0, "\(done)")
        // From elsewhere it is recognised by the blocks that libvirt sends.
        #expect((iso["medium"] as? [String: Any])?["kind"] as? String == "linux", "\(done)")
        #expect(try await `keeps ISOs`.sum(source) == iso["sha256"] as? String)
        let copy = try #require(iso["path"] as? String)
        #expect(try await `keeps ISOs`.sum(copy) == iso["sha256"] as? String)
        let left = try FileManager.default.contentsOfDirectory(atPath: `keeps ISOs`.library(hypervisor)).sorted()
        #expect(left == ["large.iso", "large.iso.sha256", "small.iso", "small.iso.sha256"])
        try await hypervisor.expect(0, Machines.deaf("late", "--iso", "large"))
      }
    }

    @Test func `whose file changes meanwhile, and keeps nothing of it`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let (source, _) = try Self.largeISO(hypervisor)
        let (_, outcome) = try await hypervisor.neuronVM.whileRunning(["iso", "add", source]) { copy in
          #expect(await copy.says("Copying: "))
          #expect(utimes(source, nil) == 0)
        }
        #expect(outcome.exitCode == 1 && outcome.error.contains("was changed while it was copied"), "\(outcome)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: `keeps ISOs`.library(hypervisor)).isEmpty)
        // What was left of one state of a file is not continued with another.
        let (_, stopped) = try await hypervisor.neuronVM.whileRunning(["iso", "add", source]) { copy in
          #expect(await copy.says("Copying: "))
          copy.send(SIGKILL)
        }
        #expect(stopped.signal == SIGKILL)
        #expect(utimes(source, nil) == 0)
        let fresh = try #require(
          try await hypervisor.expect(0, "iso", "add", source, "--json").json() as? [String: Any])
        #expect(fresh["resumedAtBytes"] == nil)
        #expect(try await `keeps ISOs`.sum(source) == fresh["sha256"] as? String)
      }
    }

    @Test func `to a daemon that stops answering, and says so`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let (source, whole) = try Self.largeISO(hypervisor)
        let far = ["--connect", try Self.farURI(hypervisor)]
        try await hypervisor.expect(0, ["iso", "add", whole, "--name", "small"] + far)
        let (_, outcome) = try await hypervisor.neuronVM.whileRunning(["iso", "add", source] + far) { copy in
          #expect(await copy.says("Copying: "))
          #expect(hypervisor.signalDaemon(SIGSTOP))
        }
        #expect(outcome.exitCode == 5 || outcome.exitCode == 7, "\(outcome)")
        #expect(outcome.error.contains("The same command goes on where it ended"), "\(outcome)")
        #expect(hypervisor.signalDaemon(SIGCONT))
        try await hypervisor.expect(0, ["iso", "add", source] + far)
      }
    }

    @Test(.enabled(if: smallDisk != nil, "no small file system"))
    func `but leaves nothing of one where there is no room`()
      async throws
    {
      try await PrivateHypervisor.with { hypervisor in
        let folder = try #require(Self.smallDisk) + "/isos-\(getpid())"
        for words in [
          ["pool-define-as", "full", "dir", "--target", folder], ["pool-build", "full"], ["pool-start", "full"],
        ] {
          #expect(try await hypervisor.virsh.run(words).exitCode == 0)
        }
        let (large, _) = try Self.largeISO(hypervisor)
        let refused = try await hypervisor.expect(4, "iso", "add", large, "--pool", "full")
        #expect(refused.error.contains("free, and 200 MiB are needed"), "\(refused)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        // Each fits when it is asked about, and not beside the others: whoever meets the end of the disk leaves nothing.
        var sources: [String] = []
        for number in 0..<3 {
          var iso = StandInISO.linux
          iso.files["pool/packages"] = [UInt8](repeating: UInt8(number + 1), count: 20 << 10)
          sources.append(hypervisor.folder + "/h/part-\(number).iso")
          try iso.write(to: sources[number])
        }
        let outcomes = try await withThrowingTaskGroup(of: ProgramOutcome.self) { group in
          for source in sources {
            group.addTask { try await hypervisor.neuronVM("iso", "add", source, "--pool", "full") }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains { $0.exitCode != 0 }, "\(outcomes)")
        for outcome in outcomes { #expect([0, 1, 4].contains(outcome.exitCode), "\(outcome)") }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.allSatisfy { $0.hasSuffix(".iso") || $0.hasSuffix(".iso.sha256") }, "\(names)\n\(outcomes)")
        let whole = try FileManager.default.attributesOfItem(atPath: sources[0])[.size] as? Int
        for name in names where name.hasSuffix(".iso") {
          #expect(try FileManager.default.attributesOfItem(atPath: folder + "/" + name)[.size] as? Int == whole)
        }
        try FileManager.default.removeItem(atPath: folder)
      }
    }

    private static let smallDisk = ProcessInfo.processInfo.environment["NEURON_VM_FULL_DISK"]

    private static let size = 200 << 20

    /// An ISO with much behind it, without content that would take space, and a small one.
    private static func largeISO(_ hypervisor: PrivateHypervisor) throws -> (large: String, small: String) {
      let (large, small) = (hypervisor.folder + "/h/large.iso", hypervisor.folder + "/h/whole.iso")
      try StandInISO.linux.write(to: large)
      try StandInISO.virtioDrivers.write(to: small)
      #expect(truncate(large, size) == 0)
      // Two places that are not zero.
      let file = try FileHandle(forWritingTo: URL(filePath: large))
      for place in [70, 150] {
        try file.seek(toOffset: UInt64(place << 20))
        try file.write(contentsOf: Data("here".utf8))
      }
      try file.close()
      return (large, small)
    }

    /// The same hypervisor, seen from elsewhere: through a program, as over SSH.
    private static func farURI(_ hypervisor: PrivateHypervisor) throws -> String {
      let script = hypervisor.folder + "/h/far"
      // libvirt hands on none of these.
      let variables = hypervisor.environment.compactMap { name, value in value.map { "\(name)='\($0)'" } }
      let text =
        "#!/bin/sh\nexport \(variables.sorted().joined(separator: " "))\nexec virt-ssh-helper qemu:///session\n"
      try Data(text.utf8).write(to: URL(filePath: script))
      #expect(chmod(script, 0o755) == 0)
      return "qemu+ext://localhost/session?command=\(script)"
    }
  }
}
