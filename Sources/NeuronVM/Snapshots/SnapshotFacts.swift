import Libvirt
import MachineModel
import Text
import XML

/// A machine with its snapshots at one moment, as far as decisions about snapshots need it.
struct SnapshotFacts: Sendable, Hashable {
  /// The machine as it runs, or as it is defined when it is off.
  var subject: SnapshotSubject
  /// The machine as it is at its next start.
  let defined: SnapshotSubject
  let state: MachineState
  /// Whether its memory is on disk, to be gone on with at the next start.
  let isSaved: Bool
  let tree: SnapshotTree
  /// The snapshot that the machine goes on from; nil for none.
  let current: String?
  var host: SnapshotHost
  /// What is wrong with the disks of a machine that is off, by their targets.
  var faults: [String: DiskFault] = [:]

  /// The name of the machine.
  var name: String { subject.machine.name }

  /// The snapshot of this name; throws `snapshotNotFound` when there is none.
  func snapshot(_ name: String) throws(NeuronError) -> SnapshotDescription {
    guard let entry = tree.entries.first(where: { $0.snapshot.name == name }) else {
      throw .snapshotNotFound(name, machine: self.name, known: tree.entries.map(\.snapshot.name))
    }
    return entry.snapshot
  }
}

extension Machine {
  /// Reads what decisions about snapshots need.
  func snapshotFacts() async throws(NeuronError) -> SnapshotFacts {
    let host = try await hypervisor.snapshotHost()
    let (status, now, defined, isSaved, records) = try await asking(tr("Reading the snapshots")) {
      domain throws(LibvirtError) in
      (
        try domain.status(), try domain.xml(), try domain.xml(.inactive), (try? domain.hasManagedSave) ?? false,
        try domain.snapshots()
      )
    }
    var subjects: [SnapshotSubject] = []
    for xml in [now, defined] {
      do {
        subjects.append(SnapshotSubject(domain: try Element(parsing: xml)))
      } catch {
        throw .hypervisor(doing: tr("Reading the definition"), detail: "\(error)")
      }
    }
    return SnapshotFacts(
      subject: subjects[0], defined: subjects[1], state: MachineState(status.state), isSaved: isSaved,
      tree: SnapshotTree(records.map(SnapshotDescription.init)), current: records.first(where: \.isCurrent)?.name,
      host: host)
  }
}

extension SnapshotDescription {
  /// Reads what libvirt printed; one that cannot be read is known by its name alone.
  init(_ record: DomainSnapshotRecord) {
    let element = (try? Element(parsing: record.xml)) ?? Element("domainsnapshot")
    self.init(element: element)
    name = record.name
  }

  /// Whether going back to the snapshot needs this disk of the machine's: one that came later, or is another at the same
  /// place, is not in it.
  func holds(_ disk: MachineModel.Disk) -> Bool {
    guard heldDisks.contains(where: { $0.target == disk.target }) else { return false }
    let then = machine?.disks.first { $0.target == disk.target }
    // A snapshot in files of its own is what those stand on.
    return then == nil || then?.source == disk.source || storage == .external
  }
}

extension Hypervisor {
  /// What the hypervisor can do about snapshots.
  func snapshotHost() async throws(NeuronError) -> SnapshotHost {
    try await asking(tr("Asking what the hypervisor can do about snapshots")) { () async throws(LibvirtError) in
      let version = try await connection.libraryVersion()
      return SnapshotHost(version: version, capabilities: try await connection.capabilities())
    }
  }
}
