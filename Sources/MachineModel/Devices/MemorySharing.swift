public import XML

/// How a machine's memory is made so that a program of the host, such as virtiofsd, can see it.
///
/// Source: libvirt's formatdomain, “Memory Backing” and “Guest NUMA node topology”; what virtiofs demands is in
/// <https://libvirt.org/kbase/virtiofs.html>.
public enum MemorySharing: Hashable, Sendable {
  /// It is shared already.
  case shared
  /// It can be shared by writing so into the definition.
  case possible
  /// A NUMA cell says that its memory is private, which somebody has chosen.
  case privateCells

  /// Judges a `<domain>`.
  public init(of domain: Element) {
    let backing = domain.first("memoryBacking")
    let isShared = backing?.first("access")?["mode"] == "shared"
    let cells = domain.all("cpu", "numa", "cell").map { $0["memAccess"] }
    if cells.contains("private") {
      self = .privateCells
    } else if !cells.isEmpty && cells.allSatisfy({ $0 == "shared" }) {
      self = .shared
    } else {
      self = isShared && backing?.first("source")?["type"] != "anonymous" ? .shared : .possible
    }
  }

  /// The `<domain>` with memory that is shared; all else stays as it is.
  ///
  /// Huge pages are files already, and stay; memory of no file becomes one that has no name (memfd).
  public static func sharing(_ domain: Element) -> Element {
    var domain = domain
    var backing = domain.first("memoryBacking") ?? Element("memoryBacking")
    let source = backing.first("source")?["type"]
    if backing.first("hugepages") == nil, source == nil || source == "anonymous" {
      backing.replace(Element("source", ["type": "memfd"]))
    } else if source == "anonymous" {
      backing.children.removeAll { $0.element?.isPlain("source") == true }
    }
    backing.replace(Element("access", ["mode": "shared"]))
    if let place = domain.children.firstIndex(where: { $0.element?.isPlain("memoryBacking") == true }) {
      domain.children[place] = .element(backing)
    } else {
      let memory = domain.children.lastIndex { node in
        node.element.map { $0.isPlain("memory") || $0.isPlain("currentMemory") } ?? false
      }
      domain.children.insert(.element(backing), at: memory.map { $0 + 1 } ?? domain.children.endIndex)
    }
    return domain
  }
}

extension Element {
  /// Puts a child in the place of the one of its name, or at the end.
  fileprivate mutating func replace(_ child: Element) {
    if let place = children.firstIndex(where: { $0.element?.isPlain(child.name) == true }) {
      children[place] = .element(child)
    } else {
      children.append(.element(child))
    }
  }
}
