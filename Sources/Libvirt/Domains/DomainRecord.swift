public import FoundationEssentials

/// One line of a listing.
public struct DomainRecord: Sendable, Hashable, Identifiable {
  /// The domain's UUID.
  public let id: UUID

  /// The domain's name, unique on its hypervisor.
  public let name: String

  /// The state and its reason.
  public let status: DomainStatus

  /// The most memory the domain may have, in KiB; nil when the hypervisor does not tell.
  public let maximumMemory: UInt64?

  /// The memory it has now, in KiB; nil when the hypervisor does not tell.
  public let currentMemory: UInt64?

  /// The processors it has now (when running) or starts with; nil when the hypervisor does not tell.
  public let virtualProcessors: UInt32?
}
