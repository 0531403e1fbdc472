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

  /// Makes one, for tests and for callers that keep them.
  public init(
    id: UUID, name: String, status: DomainStatus, maximumMemory: UInt64?, currentMemory: UInt64?,
    virtualProcessors: UInt32?
  ) {
    self.id = id
    self.name = name
    self.status = status
    self.maximumMemory = maximumMemory
    self.currentMemory = currentMemory
    self.virtualProcessors = virtualProcessors
  }
}
