import MachineModel
import NeuronVM
import Text

/// What `snapshot show` tells, as docs/json.md says.
struct SnapshotDetailsRecord: Encodable {
  private let details: MachineSnapshotDetails

  private enum CodingKeys: String, CodingKey {
    case children, disks, memoryFile, holds, lacks, revert, delete
  }

  struct DiskRecord: Encodable {
    let target: String
    let storage: SnapshotStorage
    let file: String?
  }

  struct PossibilityRecord: Encodable {
    let possible: Bool
    let problems: [ProblemRecord]

    init(_ problems: [Problem]) {
      possible = problems.isEmpty
      self.problems = problems.map(ProblemRecord.init)
    }
  }

  init(_ details: MachineSnapshotDetails) { self.details = details }

  func encode(to encoder: any Encoder) throws {
    let snapshot = details.snapshot
    try SnapshotRecord(snapshot, isCurrent: details.isCurrent).encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(details.children, forKey: .children)
    try container.encode(
      snapshot.disks.map { DiskRecord(target: $0.target, storage: $0.storage, file: $0.layer) }, forKey: .disks)
    try container.encodeIfPresent(snapshot.memoryFile, forKey: .memoryFile)
    try container.encode(details.contents.holds.map(SnapshotPartRecord.init), forKey: .holds)
    try container.encode(details.contents.lacks.map(SnapshotPartRecord.init), forKey: .lacks)
    try container.encode(PossibilityRecord(details.revertProblems), forKey: .revert)
    try container.encode(PossibilityRecord(details.deletionProblems), forKey: .delete)
  }

  /// The same for a person.
  var text: String {
    let snapshot = details.snapshot
    var lines: [(String, String)] = [
      (tr("Name"), details.isCurrent ? tr("%1$@ (the machine goes on from it)", snapshot.name) : snapshot.name),
      (tr("Made"), snapshot.creationTime.map(SnapshotReport.time) ?? "-"), (tr("Machine was"), snapshot.state.title),
      (tr("Follows"), snapshot.parent ?? "-"),
      (tr("Followed by"), details.children.isEmpty ? "-" : details.children.joined(separator: ", ")),
    ]
    for line in (snapshot.text ?? "").split(separator: "\n") { lines.append((tr("Description"), String(line))) }
    lines += details.contents.holds.map { (tr("In it"), $0.title) }
    lines += details.contents.lacks.map { (tr("Not in it"), $0.title) }
    for disk in snapshot.disks {
      if let layer = disk.layer { lines.append((tr("Since then in"), "\(disk.target): \(layer)")) }
    }
    if let file = snapshot.memoryFile { lines.append((tr("Memory in"), file)) }
    lines += details.contents.consequences.map { (tr("Note"), $0) }
    lines +=
      possibility(tr("Going back"), details.revertProblems) + possibility(tr("Removing"), details.deletionProblems)
    return Table.facts(lines)
  }

  private func possibility(_ what: String, _ problems: [Problem]) -> [(String, String)] {
    guard !problems.isEmpty else { return [(what, tr("possible"))] }
    return problems.map {
      (what, [tr("not possible:"), $0.message, $0.remedy].compactMap(\.self).joined(separator: " "))
    }
  }
}
