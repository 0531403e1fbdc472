import Foundation
import Libvirt
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

extension `The program` {
  /// What is decided for libvirt 9.10 and later is made here by the libvirt there is, which can make such snapshots and
  /// merge them, and only not go back to them.
  @Suite(.serialized) struct `keeps a machine in files of its own` {
    @Test func `running, with UEFI, with and without its memory`() async throws {
      try await PrivateHypervisor.with { place in
        try await place.expect(
          0,
          [
            "create", "modern", "--template", "linux", "--memory", "128M", "--vcpus", "1", "--disk", "1G", "--accel",
            "none", "--network", "none", "--firmware", "uefi", "--start",
          ])
        let disk = place.images + "/modern.qcow2"
        let hypervisor = try await Hypervisor.connect(
          to: ConnectionChoice(named: place.uriFromHere),
          directories: Directories(environment: place.environment.compactMapValues { $0 }, executable: ""))
        let machine = try await hypervisor.machine(named: "modern")
        var facts = try await machine.snapshotFacts()
        facts.host = SnapshotHost(version: LibvirtVersion(major: 9, minor: 10, release: 0), managesLayers: true)

        var request = SnapshotRequest(name: "10:15", text: "a < b")
        request.withoutMemory = true
        let disks = try SnapshotCreationPlan(request, facts, places: [], at: .now)
        #expect(disks.kind == .layers)
        try await machine.createSnapshot(disks)
        let layer = place.images + "/modern.10-15.qcow2"
        #expect(try await place.virsh("domblklist", "modern").output.contains(layer))
        let made = try await machine.snapshot(named: "10:15")
        #expect(made.snapshot.kind == .layers && made.snapshot.disks.first?.layer == layer)
        #expect(made.contents == disks.contents)
        try await place.expect(0, "snapshot", "delete", "modern", "10:15", "--yes")
        #expect(try await place.virsh("domblklist", "modern").output.contains(disk))

        let full = try SnapshotCreationPlan(SnapshotRequest(name: "full"), facts, places: [], at: .now)
        #expect(full.kind == .fullLayers && full.standsStill)
        try await machine.createSnapshot(full)
        let memory = place.images + "/modern.full.memory"
        #expect(FileManager.default.fileExists(atPath: memory))
        #expect(try await machine.snapshot(named: "full").snapshot.memoryFile == memory)
        #expect(try await place.state(of: "modern") == "running")
        // A file that is there already is nobody's to overwrite.
        try Data("mine".utf8).write(to: URL(fileURLWithPath: place.images + "/modern.other.qcow2"))
        facts = try await machine.snapshotFacts()
        facts.host = SnapshotHost(version: LibvirtVersion(major: 9, minor: 10, release: 0), managesLayers: true)
        facts.subject.machine.disks[0].source = .file(disk)
        let taken = try SnapshotCreationPlan(SnapshotRequest(name: "other"), facts, places: [], at: .now)
        await #expect(throws: NeuronError.self) { try await machine.createSnapshot(taken) }
        #expect(try String(contentsOfFile: place.images + "/modern.other.qcow2", encoding: .utf8) == "mine")
        #expect(try await machine.snapshots().tree.entries.map(\.snapshot.name) == ["full"])
        // libvirt 9.0 leaves the memory's file; who names files to be removed is not always libvirt.
        let removed = try await place.expect(0, "snapshot", "delete", "modern", "full", "--yes")
        #expect(FileManager.default.fileExists(atPath: memory) == removed.error.contains(memory), "\(removed)")
        await hypervisor.disconnect()
      }
    }
  }
}
