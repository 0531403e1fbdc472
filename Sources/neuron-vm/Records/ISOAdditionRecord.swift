import NeuronVM

/// What `iso add` came to, as docs/json.md says: the ISO, and whether it had to be copied.
struct ISOAdditionRecord: Encodable {
  private let iso: ISOFileRecord
  private let copied: Bool
  private let resumedAtBytes: UInt64?

  private enum CodingKeys: String, CodingKey {
    case copied, resumedAtBytes
  }

  init(_ addition: ISOAddition) {
    iso = ISOFileRecord(addition.iso)
    copied = addition.wasCopied
    resumedAtBytes = addition.resumedAt > 0 ? addition.resumedAt : nil
  }

  func encode(to encoder: any Encoder) throws {
    try iso.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(copied, forKey: .copied)
    try container.encodeIfPresent(resumedAtBytes, forKey: .resumedAtBytes)
  }
}
