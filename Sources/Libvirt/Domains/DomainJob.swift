/// How far a job of the hypervisor's is; all sizes in bytes, of memory and disks together, 0 where it does not tell.
///
/// A guest that writes while it is copied makes the total and the rest grow again.
public struct DomainJob: Sendable, Hashable {
  /// All there is to do.
  public let total: UInt64
  /// What is done.
  public let processed: UInt64
  /// What is left.
  public let remaining: UInt64
}
