/// A copy of a machine, as asked for: nothing is checked yet.
public struct CloneRequest: Sendable {
  /// The new machine's name.
  public var name: String
  /// Whether the new disks hold only what differs from the old ones.
  public var isLinked = false
  /// The storage pool for the new disks; nil for that of the first old one, or `default`.
  public var pool: String?

  /// A request for a full copy.
  public init(name: String) { self.name = name }
}
