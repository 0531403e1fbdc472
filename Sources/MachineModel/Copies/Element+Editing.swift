import XML

extension Element {
  /// Changes each child element of that name in place.
  mutating func edit(_ name: String, in namespace: String? = nil, _ change: (inout Element) -> Void) {
    for index in children.indices {
      guard case .element(var child) = children[index], child.name == name, child.namespace == namespace else {
        continue
      }
      change(&child)
      children[index] = .element(child)
    }
  }

  /// Removes each child element of that name for which `condition` holds; tells whether there was one.
  @discardableResult
  mutating func removeAll(
    _ name: String, in namespace: String? = nil, where condition: (Element) -> Bool = { _ in true }
  ) -> Bool {
    let before = children.count
    children.removeAll { node in
      guard let element = node.element, element.name == name, element.namespace == namespace else { return false }
      return condition(element)
    }
    return children.count < before
  }

  /// Puts a text in place of everything inside.
  mutating func setText(_ text: String) { children = [.text(text)] }

  /// The element with nothing but a text inside.
  static func text(_ name: String, _ text: String) -> Element { Element(name: name, children: [.text(text)]) }
}
