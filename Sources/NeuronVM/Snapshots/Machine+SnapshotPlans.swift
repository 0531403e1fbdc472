import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension Machine {
  /// Decides how a snapshot is made; nothing is changed.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func plan(_ request: SnapshotRequest) async throws(NeuronError) -> SnapshotCreationPlan {
    var facts = try await snapshotFacts()
    if !facts.state.isActive {
      let inspection = try await DiskInspection(for: self)
      for disk in facts.subject.disks {
        guard let target = disk.target else { continue }
        facts.faults[target] = try await inspection.fault(of: disk, isWritten: true)
      }
    }
    let places = await SnapshotSpaceSurvey(hypervisor: hypervisor).places(of: facts.subject.disks)
    return try SnapshotCreationPlan(request, facts, places: places, at: .now)
  }

  /// Which kinds of snapshot are possible now, and why the others are not.
  public func snapshotAbilities() async throws(NeuronError) -> SnapshotAbilities {
    let facts = try await snapshotFacts()
    return SnapshotAbilities(of: facts.subject, state: facts.state, isSaved: facts.isSaved, on: facts.host)
  }

  /// Decides what going back to a snapshot does; nothing is changed.
  ///
  /// Throws `snapshotNotFound`, or `refused` with everything that stands in the way.
  public func revertPlan(to snapshot: String) async throws(NeuronError) -> SnapshotRevertPlan {
    var facts = try await snapshotFacts()
    let found = try facts.snapshot(snapshot)
    try await fillChains(&facts, before: found)
    let disks = found.machine?.disks ?? []
    let others = try await otherUsers(of: disks)
    // libvirt goes from disk to disk: one that is missing would be found when others have gone back already.
    let owners = DiskOwners(hypervisor)
    var gone: [String] = []
    // The machines of libvirt's test driver have no files.
    let hasFiles = !hypervisor.choice.uri.hasPrefix("test:")
    for disk in disks where hasFiles && disk.device == "disk" && found.storage != .external {
      if await owners.isGone(disk), let target = disk.target { gone.append(target) }
    }
    return try SnapshotRevertPlan(found, facts, others: others, gone: gone)
  }

  /// Decides what removing a snapshot does; nothing is changed.
  ///
  /// Throws `snapshotNotFound`, or `refused` with everything that stands in the way.
  ///
  /// - Parameter withChildren: Whether all that were made after it go too.
  public func deletionPlan(
    ofSnapshot snapshot: String, withChildren: Bool
  ) async throws(NeuronError) -> SnapshotDeletionPlan {
    let facts = try await snapshotFacts()
    return try SnapshotDeletionPlan(try facts.snapshot(snapshot), facts, withChildren: withChildren)
  }

  /// Finds out what disks stand on that are in other files than at the time of a snapshot: libvirt tells that by itself
  /// only of a machine that runs.
  private func fillChains(
    _ facts: inout SnapshotFacts, before snapshot: SnapshotDescription
  ) async throws(NeuronError) {
    let owners = DiskOwners(hypervisor)
    for (number, disk) in facts.subject.machine.disks.enumerated() where disk.backing.isEmpty {
      let then = snapshot.machine?.disks.first { $0.target == disk.target }
      guard let then, then.source != disk.source else { continue }
      facts.subject.machine.disks[number].backing = await owners.chain(of: disk).bases.map { .file($0) }
    }
  }

  /// The machines besides this one that need one of the disks, by the disks' paths.
  private func otherUsers(of disks: [Disk]) async throws(NeuronError) -> [String: String] {
    let owners = DiskOwners(hypervisor)
    let answer = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await owners.owners(except: id)
    }
    var users: [String: String] = [:]
    for path in disks.compactMap(\.path) { users[path] = answer.owner(of: [owners.key(path)]) }
    return users
  }
}
