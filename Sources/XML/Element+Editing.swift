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

  /// Changes each child element of that name in place; nil is no namespace.
  public mutating func editEach(_ name: String, in namespace: String? = nil, _ change: (inout Element) -> Void) {
    for (place, node) in children.enumerated() {
      guard case .element(var child) = node, child.name == name, child.namespace == namespace else { continue }
      change(&child)
      children[place] = .element(child)
    }
  }

  /// Removes each child element of that name for which `condition` holds; tells whether there was one.
  @discardableResult
  public mutating func removeAll(
    _ name: String, in namespace: String? = nil, where condition: (Element) -> Bool = { _ in true }
  ) -> Bool {
    let before = children.count
    children.removeAll { node in
      guard let element = node.element, element.name == name, element.namespace == namespace else { return false }
      return condition(element)
    }
    return children.count < before
  }

  /// Replaces everything inside by characters.
  public mutating func setText(_ text: String) { children = text.isEmpty ? [] : [.text(text)] }

  /// An element with nothing but characters inside.
  public static func text(_ name: String, _ text: String) -> Element { Element(name: name, children: [.text(text)]) }
}
