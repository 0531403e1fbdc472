/// What removing an ISO takes away.
public struct ISORemovalPlan: Sendable, Hashable {
  /// The ISO's name.
  public let name: String
  /// The storage pool.
  public let pool: String
  /// The ISO's path.
  public let path: String
  /// Its size in bytes.
  public let size: UInt64
  /// Whether it is in the pool that we keep for ISOs.
  public let isOurs: Bool
  /// What we put beside it, which goes too.
  let companions: [ISOCompanionFile]
}
