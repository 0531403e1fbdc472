public import FoundationEssentials

/// A storage pool without a definition, which runs no longer than it is used.
public struct TransientStoragePool: Sendable, Hashable {
  /// Its UUID, by which one that a process left which died is found again.
  public let id: UUID
  /// Its XML, with that UUID.
  public let xml: String

  /// Names a pool; nothing is started.
  public init(id: UUID, xml: String) {
    self.id = id
    self.xml = xml
  }
}
