import MachineModel
import NeuronVM

/// An ISO of a storage pool, as docs/json.md says.
struct ISOFileRecord: Encodable {
  let name: String
  let pool: String
  let isOurs: Bool
  let path: String
  let sizeBytes: UInt64
  let state: String
  let totalBytes: UInt64?
  let sha256: String?
  let medium: MediumRecord?

  init(_ iso: ISORecord) {
    name = iso.name
    pool = iso.pool
    isOurs = iso.isOurs
    path = iso.path
    sizeBytes = iso.size
    state = iso.unfinished.map { $0.isUnderWay ? "copying" : "unfinished" } ?? "complete"
    totalBytes = iso.unfinished?.total
    sha256 = iso.checksum
    medium = iso.recognised.map(MediumRecord.init)
  }
}
