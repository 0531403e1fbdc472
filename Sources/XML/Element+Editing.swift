extension Element {
  /// Changes the first child of that name in no namespace; an empty one is added at the end when there is none.
  public mutating func edit(_ name: String, _ change: (inout Element) -> Void) {
    for (place, node) in children.enumerated() {
      guard case .element(var child) = node, child.name == name, child.namespace == nil else { continue }
      change(&child)
      children[place] = .element(child)
      return
    }
    var child = Element(name)
    change(&child)
    children.append(.element(child))
  }

  /// Changes each child element in no namespace.
  public mutating func editAll(_ change: (inout Element) -> Void) {
    for (place, node) in children.enumerated() {
      guard case .element(var child) = node, child.namespace == nil else { continue }
      change(&child)
      children[place] = .element(child)
    }
  }

  /// Removes the children of that name in no namespace.
  public mutating func removeAll(_ name: String) {
    children.removeAll { node in node.element.map { $0.name == name && $0.namespace == nil } ?? false }
  }

  /// Replaces everything inside by characters.
  public mutating func setText(_ text: String) { children = text.isEmpty ? [] : [.text(text)] }
}
