/// A snapshot as it is listed.
public struct DomainSnapshotRecord: Sendable, Hashable {
  /// The name, unique among the domain's snapshots.
  public let name: String
  /// The `<domainsnapshot>`, without passwords.
  public let xml: String
  /// Whether it is the one that the domain goes on from.
  public let isCurrent: Bool

  /// Makes a record by hand.
  public init(name: String, xml: String, isCurrent: Bool) {
    self.name = name
    self.xml = xml
    self.isCurrent = isCurrent
  }
}
