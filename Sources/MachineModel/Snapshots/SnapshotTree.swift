/// A machine's snapshots in the order in which they follow each other.
public struct SnapshotTree: Hashable, Sendable {
  /// A snapshot and its place.
  public struct Entry: Hashable, Sendable {
    /// The snapshot.
    public let snapshot: SnapshotDescription
    /// How many snapshots stand before it.
    public let depth: Int
  }

  /// Every snapshot once, each right behind the one it follows, the oldest first.
  public let entries: [Entry]

  /// Puts snapshots in order.
  ///
  /// One whose parent is missing counts as a first one, and so does one of a ring, which only a damaged list has.
  public init(_ snapshots: [SnapshotDescription]) {
    let names = Set(snapshots.map(\.name))
    var children: [String: [SnapshotDescription]] = [:]
    var first: [SnapshotDescription] = []
    for snapshot in snapshots {
      if let parent = snapshot.parent, names.contains(parent), parent != snapshot.name {
        children[parent, default: []].append(snapshot)
      } else {
        first.append(snapshot)
      }
    }
    var entries: [Entry] = []
    var seen: Set<String> = []
    // The last of the stack comes next, so what is pushed is turned round. A list of names may be thousands deep.
    func add(_ roots: [SnapshotDescription]) {
      var waiting = roots.sorted(by: Self.isBefore).reversed().map { ($0, 0) }
      while let (snapshot, depth) = waiting.popLast() {
        guard seen.insert(snapshot.name).inserted else { continue }
        entries.append(Entry(snapshot: snapshot, depth: depth))
        let next = (children[snapshot.name] ?? []).sorted(by: Self.isBefore)
        waiting += next.reversed().map { ($0, depth + 1) }
      }
    }
    add(first)
    for snapshot in snapshots where !seen.contains(snapshot.name) { add([snapshot]) }
    self.entries = entries
  }

  /// The snapshots that were made after this one, on top of it.
  public func descendants(of name: String) -> [SnapshotDescription] {
    guard let place = entries.firstIndex(where: { $0.snapshot.name == name }) else { return [] }
    let depth = entries[place].depth
    return entries[(place + 1)...].prefix { $0.depth > depth }.map(\.snapshot)
  }

  /// The snapshots that follow this one directly.
  public func children(of name: String) -> [SnapshotDescription] {
    entries.map(\.snapshot).filter { $0.parent == name && $0.name != name }
  }

  private static func isBefore(_ left: SnapshotDescription, _ right: SnapshotDescription) -> Bool {
    (left.creationTime ?? 0, left.name) < (right.creationTime ?? 0, right.name)
  }
}
