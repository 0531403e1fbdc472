public import FoundationEssentials

/// A hint from the hypervisor about its domains.
public enum DomainEvent: Sendable, Hashable {
  /// Something happened to one domain.
  case domain(UUID, name: String, DomainChange)
  /// More happened than the reader took in time: read everything again.
  case missed
}
