public import FoundationEssentials

/// One network of a listing.
public struct NetworkRecord: Sendable, Hashable, Identifiable {
  /// The network's UUID.
  public let id: UUID

  /// The network's name, unique on its hypervisor.
  public let name: String

  /// Whether it runs.
  public let isActive: Bool
}
