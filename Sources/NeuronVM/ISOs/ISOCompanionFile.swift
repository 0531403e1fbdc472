import Files

/// A file beside an ISO that we put there, as it was when it was seen: a file of that name that is another by now is
/// somebody else's.
struct ISOCompanionFile: Hashable, Sendable, Codable {
  /// What it is.
  let kind: ISOCompanion
  /// Its size in bytes.
  let size: UInt64
  /// When it was changed last, by the hypervisor's clock; empty when libvirt does not tell.
  let modified: String
  /// Of what it holds.
  let checksum: SHA256Digest

  init(_ kind: ISOCompanion, _ facts: ISOVolumeFacts, _ bytes: [UInt8]) {
    self.kind = kind
    size = facts.size
    modified = facts.modified
    checksum = SHA256Digest(of: bytes)
  }
}
