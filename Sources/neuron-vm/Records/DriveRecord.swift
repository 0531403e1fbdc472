import NeuronVM

/// A CD drive, as docs/json.md says.
struct DriveRecord: Encodable {
  let target: String
  let bus: String?
  let medium: String?
  let nextMedium: String?
  let now: Bool
  let nextStart: Bool

  init(_ drive: DriveState) {
    target = drive.target
    bus = drive.bus
    medium = drive.medium
    nextMedium = drive.nextMedium
    now = drive.isThereNow
    nextStart = drive.isThereNext
  }
}
