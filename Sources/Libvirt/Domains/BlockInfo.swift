/// How large a disk of a domain is, in bytes.
public struct BlockInfo: Sendable, Hashable {
  /// The size that the guest sees.
  public let capacity: UInt64
  /// The space that it takes on the host.
  public let allocation: UInt64
}
