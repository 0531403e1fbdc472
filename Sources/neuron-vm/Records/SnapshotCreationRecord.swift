import FoundationEssentials
import MachineModel
import NeuronVM

/// What `snapshot create` makes, as docs/json.md says.
struct SnapshotCreationRecord: Encodable {
  let machine: String
  let uuid: String
  let name: String
  let kind: SnapshotKind
  let description: String?
  let holds: [SnapshotPartRecord]
  let lacks: [SnapshotPartRecord]
  let space: [Place]
  let warnings: [String]

  struct Place: Encodable {
    let place: String
    let neededBytes: UInt64
    let freeBytes: UInt64?

    init(_ place: SnapshotSpace.Place) {
      self.place = place.name
      neededBytes = place.needed.bytes
      freeBytes = place.free?.bytes
    }
  }

  init(_ plan: SnapshotCreationPlan, _ machine: Machine, warnings: [String]) {
    self.machine = machine.name
    uuid = machine.id.uuidString.lowercased()
    name = plan.name.description
    kind = plan.kind
    holds = plan.contents.holds.map(SnapshotPartRecord.init)
    lacks = plan.contents.lacks.map(SnapshotPartRecord.init)
    space = plan.space.places.map(Place.init)
    self.warnings = warnings
    description = plan.text
  }
}
