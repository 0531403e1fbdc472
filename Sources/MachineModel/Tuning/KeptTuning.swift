public import XML

/// What tuning replaced in a machine's definition, and by what, as it stands in the machine's own metadata.
///
/// There it goes with the machine, and outlives the history of its changes. Other tools may have written into it, so only
/// what fits its place is taken.
public struct KeptTuning: Hashable, Sendable {
  /// The parts that were set, in order.
  public var changes: [Change] = []

  /// A part that was set.
  public struct Change: Hashable, Sendable {
    /// Which one.
    public let part: TuningPart
    /// What it was; nil when it was not there.
    public let before: Element?
    /// What tuning made of it; nil when it was taken out.
    public let after: Element?

    /// A part with what it was and is.
    public init(part: TuningPart, before: Element?, after: Element?) {
      self.part = part
      self.before = before
      self.after = after
    }
  }

  /// Nothing.
  public init() {}

  /// Reads a `<domain>`; nil when the machine is not tuned.
  public init?(of domain: Element) {
    guard let element = domain.first("metadata")?.ours(NeuronNamespace.root)?.ours(Self.name) else { return nil }
    for child in element.all("part", in: NeuronNamespace.uri).prefix(Self.most) {
      guard let name = child["name"], let part = TuningPart(name: name, number: child["number"].flatMap { Int($0) }),
        !changes.contains(where: { $0.part == part })
      else { continue }
      let (before, after) = (child.ours("before")?.elements.first, child.ours("after")?.elements.first)
      guard before.map(part.fits) ?? true, after.map(part.fits) ?? true else { continue }
      changes.append(Change(part: part, before: before, after: after))
    }
  }

  /// More than any machine needs.
  private static let most = 10_000
  private static let name = "tuning"

  /// Writes it into a `<domain>`, in the place of an earlier one; nothing, when there is nothing to keep.
  public func write(into domain: inout Element) {
    Self.remove(from: &domain)
    guard !changes.isEmpty else { return }
    let element = Element.ours(
      Self.name,
      children: changes.map { change in
        var element = Element.ours(
          "part",
          children: [
            Element.ours("before", children: change.before.map { [$0] } ?? []),
            Element.ours("after", children: change.after.map { [$0] } ?? []),
          ])
        element["name"] = change.part.name
        element["number"] = change.part.number.map(String.init)
        return element
      })
    if domain.first("metadata") == nil {
      let place = domain.children.lastIndex { node in
        node.element.map { ["name", "uuid", "genid", "title", "description"].contains($0.name) } ?? false
      }
      domain.children.insert(.element(Element("metadata")), at: place.map { $0 + 1 } ?? 0)
    }
    domain.edit("metadata") { metadata in
      if metadata.ours(NeuronNamespace.root) == nil {
        metadata.children.append(.element(.ours(NeuronNamespace.root, children: [])))
      }
      metadata.editEach(NeuronNamespace.root, in: NeuronNamespace.uri) { $0.children.append(.element(element)) }
    }
  }

  /// Takes it out of a `<domain>`, and what then holds nothing any more.
  public static func remove(from domain: inout Element) {
    guard domain.first("metadata")?.ours(NeuronNamespace.root)?.ours(name) != nil else { return }
    domain.editEach("metadata") { metadata in
      metadata.editEach(NeuronNamespace.root, in: NeuronNamespace.uri) { $0.removeAll(name, in: NeuronNamespace.uri) }
      metadata.removeAll(NeuronNamespace.root, in: NeuronNamespace.uri) {
        $0.children.isEmpty && $0.attributes.isEmpty
      }
    }
    domain.removeAll("metadata") { $0.children.isEmpty }
  }

  /// Brings back what was replaced, and nothing that has been changed since; tells of which parts that is so.
  public func revert(_ domain: inout Element) -> [TuningPart] {
    let count = domain.first("vcpu").flatMap { Int($0.text.filter { !$0.isWhitespace }) } ?? 0
    var kept: [TuningPart] = []
    for change in changes {
      // A processor that the machine no longer has.
      if case .processor(let number) = change.part, number >= count { continue }
      let now = domain.tuned(change.part)?.inOneForm
      if now == change.before?.inOneForm { continue }
      if now == change.after?.inOneForm, change.before.map({ $0.isPossible(forProcessors: count) }) ?? true {
        domain.tune(change.part, change.before)
      } else {
        kept.append(change.part)
      }
    }
    Self.remove(from: &domain)
    return kept
  }

  /// Whether another one says the same.
  public func isSame(as other: KeptTuning) -> Bool {
    changes.count == other.changes.count
      && zip(changes, other.changes).allSatisfy { one, two in
        one.part == two.part && one.before?.inOneForm == two.before?.inOneForm
          && one.after?.inOneForm == two.after?.inOneForm
      }
  }
}

extension Element {
  /// An element of ours.
  fileprivate static func ours(_ name: String, children: [Element]) -> Element {
    Element(
      name: name, prefix: NeuronNamespace.prefix, namespace: NeuronNamespace.uri, children: children.map(Node.element))
  }

  fileprivate func ours(_ name: String) -> Element? { first(name, in: NeuronNamespace.uri) }

  /// Whether a `<topology>` has as many processors; true for anything else.
  fileprivate func isPossible(forProcessors count: Int) -> Bool {
    guard name == "topology" else { return true }
    var product = 1
    for part in ["sockets", "dies", "clusters", "cores", "threads"] {
      guard let number = Int(self[part] ?? "1"), 1..<65_536 ~= number, product < 1 << 32 else { return false }
      product *= number
    }
    return product == count
  }
}
