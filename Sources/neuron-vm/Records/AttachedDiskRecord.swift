import MachineModel
import NeuronVM

/// A disk or drive with its size, as docs/json.md says.
struct AttachedDiskRecord: Encodable {
  let device: String
  let target: String?
  let bus: String?
  let format: String?
  let source: String?
  let readOnly: Bool
  let capacityBytes: UInt64?
  let allocationBytes: UInt64?
  let fault: String?
  let now: Bool
  let nextStart: Bool

  init(_ attached: AttachedDisk) {
    let disk = attached.disk
    device = disk.device
    target = disk.target
    bus = disk.bus
    format = disk.format
    source = attached.place
    readOnly = disk.isReadOnly
    capacityBytes = attached.capacity?.bytes
    allocationBytes = attached.allocation?.bytes
    fault = attached.fault
    now = attached.isThereNow
    nextStart = attached.isThereNext
  }
}
