public import FoundationEssentials

/// One storage pool of a listing.
public struct StoragePoolRecord: Sendable, Hashable, Identifiable {
  /// The pool's UUID.
  public let id: UUID

  /// The pool's name, unique on its hypervisor.
  public let name: String

  /// Whether it runs, so that its volumes can be seen.
  public let isActive: Bool
}
