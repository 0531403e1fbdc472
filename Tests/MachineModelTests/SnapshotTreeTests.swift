import MachineModel
import Testing
import XML

@Suite struct SnapshotTreeTests {
  private func snapshot(_ name: String, after parent: String?, at time: Int = 0) -> SnapshotDescription {
    var snapshot = SnapshotDescription(element: Element("domainsnapshot"))
    (snapshot.name, snapshot.parent, snapshot.creationTime) = (name, parent, Int64(time))
    return snapshot
  }

  private func shape(_ tree: SnapshotTree) -> [String] {
    tree.entries.map { String(repeating: ".", count: $0.depth) + $0.snapshot.name }
  }

  @Test func `each snapshot stands behind the one it follows, the oldest first`() {
    let tree = SnapshotTree([
      snapshot("d", after: "a", at: 4), snapshot("c", after: "b", at: 3), snapshot("a", after: nil, at: 1),
      snapshot("b", after: "a", at: 2), snapshot("first", after: nil, at: 0),
    ])
    #expect(shape(tree) == ["first", "a", ".b", "..c", ".d"])
    #expect(tree.descendants(of: "a").map(\.name) == ["b", "c", "d"])
    #expect(tree.children(of: "a").map(\.name) == ["b", "d"])
    #expect(tree.descendants(of: "nobody").isEmpty)
  }

  @Test func `one whose parent is gone counts as a first one`() {
    #expect(shape(SnapshotTree([snapshot("b", after: "gone")])) == ["b"])
  }

  @Test func `a ring, which only a damaged list has, is shown and ends`() {
    let ring = SnapshotTree([snapshot("a", after: "b"), snapshot("b", after: "a"), snapshot("self", after: "self")])
    #expect(Set(ring.entries.map(\.snapshot.name)) == ["a", "b", "self"])
    #expect(ring.entries.count == 3)
  }

  @Test func `thousands in a row are no deeper than memory`() {
    let tree = SnapshotTree((0..<5000).map { snapshot("\($0)", after: $0 == 0 ? nil : "\($0 - 1)", at: $0) })
    #expect(tree.entries.last?.depth == 4999)
  }
}
