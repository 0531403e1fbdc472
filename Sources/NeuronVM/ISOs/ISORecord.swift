/// An ISO in a storage pool.
public struct ISORecord: Sendable, Hashable {
  /// Its file's name.
  public let name: String
  /// The storage pool.
  public let pool: String
  /// Where a machine finds it.
  public let path: String
  /// Its size in bytes; of an unfinished one, what is there already.
  public let size: UInt64
  /// Whether it is in the pool that we keep for ISOs.
  public let isOurs: Bool
  /// How far its copying has come; nil for a finished one.
  public let unfinished: Unfinished?
  /// Its SHA-256 in hexadecimal digits, when it was copied by us; nil when nobody has told it.
  public let checksum: String?
  /// What it is; nil while it is unfinished or when it cannot be read.
  public let recognised: RecognisedMedium?

  /// A copy that was not finished.
  public struct Unfinished: Sendable, Hashable {
    /// The size it will have, in bytes; nil when the note about it cannot be read.
    public let total: UInt64?
    /// Whether a process of this computer is at it now.
    public let isUnderWay: Bool
  }
}
