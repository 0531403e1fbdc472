/// How far a job is that copies a disk's content, such as the merging of layers.
public struct BlockJob: Sendable, Hashable {
  /// What is done, in units of the hypervisor's own.
  public let done: UInt64
  /// What there is to do, in the same units; may grow while the machine writes.
  public let total: UInt64
}
