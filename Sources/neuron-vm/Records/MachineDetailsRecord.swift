import FoundationEssentials
import MachineModel
import NeuronVM
import Text

/// What `show` tells of a machine, as docs/json.md says.
struct MachineDetailsRecord: Encodable {
  let name: String
  let uuid: String
  let state: MachineState
  @Nullable var memoryMiB: UInt64?
  @Nullable var vcpus: Int?
  let title: String?
  let template: String?
  let type: String?
  let firmware: String
  let secureBoot: Bool
  let tpm: String?
  let autostart: Bool
  let saved: Bool
  let pendingChanges: Bool
  let pending: [PendingRecord]
  let snapshots: [String]
  let disks: [DiskRecord]
  let networks: [NetworkRecord]
  let devices: DevicesRecord
  let unreturned: [UnreturnedRecord]

  struct UnreturnedRecord: Encodable {
    let address: String
    let reason: String
  }

  struct DiskRecord: Encodable {
    let device: String
    let target: String?
    let bus: String?
    let format: String?
    let source: String?
    let readOnly: Bool
  }

  struct NetworkRecord: Encodable {
    let type: String
    let source: String?
    let model: String?
    let mac: String?
  }

  init(_ details: MachineDetails) {
    let (summary, description) = (details.summary, details.description)
    name = summary.name
    uuid = summary.id.uuidString.lowercased()
    state = summary.state
    memoryMiB = (summary.memory ?? description.memory)?.mebibytes
    vcpus = summary.processors ?? description.processors
    title = description.title
    template = description.template
    type = description.type
    firmware = description.firmware.rawValue
    secureBoot = description.hasSecureBoot
    tpm = description.tpm?.version ?? description.tpm?.model
    autostart = details.startsAutomatically
    saved = details.isSaved
    pendingChanges = details.hasPendingChanges
    pending = details.pending.map(PendingRecord.init)
    snapshots = details.snapshots
    disks = description.disks.map { disk in
      DiskRecord(
        device: disk.device, target: disk.target, bus: disk.bus, format: disk.format, source: disk.sourceText,
        readOnly: disk.isReadOnly)
    }
    networks = description.networkCards.map {
      NetworkRecord(type: $0.type, source: $0.source, model: $0.model, mac: $0.address?.description)
    }
    devices = DevicesRecord(description)
    unreturned = details.unreturned.map { UnreturnedRecord(address: $0.address.description, reason: $0.reason) }
  }
}

extension Disk {
  /// Where the data is, as text; nil for an empty drive.
  fileprivate var sourceText: String? {
    switch source {
    case .file(let path), .block(let path): path
    case .volume(let pool, let volume): pool + "/" + volume
    case .other(let type, let name): name.map { type + ":" + $0 } ?? type
    case nil: nil
    }
  }
}
