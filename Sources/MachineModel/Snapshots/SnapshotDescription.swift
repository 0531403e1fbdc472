/// What a `<domainsnapshot>` says, whoever made it.
///
/// Reading is tolerant: what is missing or has an unknown form is nil or left out, and nothing is refused.
public struct SnapshotDescription: Hashable, Sendable {
  /// The name; empty when the XML has none.
  public var name: String
  /// What a person wrote about it; nil when nobody did.
  public var text: String?
  /// What the machine did.
  public var state: SnapshotState
  /// The snapshot it follows; nil for the first.
  public var parent: String?
  /// When it was made, in seconds since 1970; nil when it cannot be read.
  public var creationTime: Int64?
  /// Where the memory is kept.
  public var memory: SnapshotStorage
  /// The file that holds the memory; nil when it is in no file of its own.
  public var memoryFile: String?
  /// The machine's disks and drives, in the order of the XML.
  public var disks: [Disk]
  /// What the machine was, nil in documents of very old tools.
  public var machine: DomainDescription?

  /// A disk in a snapshot.
  public struct Disk: Hashable, Sendable {
    /// What the guest's bus calls it, `vda`.
    public var target: String
    /// Where its state is kept.
    public var storage: SnapshotStorage
    /// The file that the machine writes to from then on; nil when it is kept inside.
    public var layer: String?
  }

  /// How it is kept.
  public var storage: SnapshotStorage {
    let all = disks.map(\.storage) + [memory]
    if all.contains(.external) { return .external }
    if all.contains(.other) { return .other }
    return all.contains(.internal) ? .internal : .none
  }

  /// The disks whose state is in it.
  public var heldDisks: [Disk] { disks.filter { $0.storage == .internal || $0.storage == .external } }

  /// Whether the machine's memory is in it.
  public var holdsMemory: Bool { memory == .internal || memory == .external }
}
