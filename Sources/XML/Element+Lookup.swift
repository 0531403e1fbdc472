extension Element {
  /// The value of the attribute of that name that is in no namespace; nil when there is none.
  ///
  /// Setting replaces the value in place, adds the attribute at the end, or removes it (nil).
  public subscript(_ name: String) -> String? {
    get { self[name, in: nil] }
    set { set(newValue, for: name, prefix: nil, namespace: nil) }
  }

  /// The value of the attribute of that name in a namespace; nil when there is none.
  public subscript(_ name: String, in namespace: String?) -> String? {
    attributes.first { $0.name == name && $0.namespace == namespace }?.value
  }

  /// Sets or (with nil) removes the attribute of that name in a namespace.
  public mutating func set(_ value: String?, for name: String, prefix: String?, namespace: String?) {
    let place = attributes.firstIndex { $0.name == name && $0.namespace == namespace }
    switch (place, value) {
    case (let place?, let value?): attributes[place].value = value
    case (let place?, nil): attributes.remove(at: place)
    case (nil, let value?):
      attributes.append(Attribute(name, value, prefix: prefix, namespace: namespace))
    case (nil, nil): break
    }
  }

  /// The child elements.
  public var elements: [Element] { children.compactMap(\.element) }

  /// All characters directly inside, joined; empty when there are none.
  public var text: String {
    if children.count == 1, case .text(let text) = children[0] { return text }
    return children.reduce(into: "") { if case .text(let text) = $1 { $0 += text } }
  }

  /// The first element down a path of names, `first("devices", "disk")`; nil when a step is missing.
  ///
  /// Each step takes the first child of that name in no namespace.
  public func first(_ path: String...) -> Element? {
    var found = self
    for name in path {
      guard let next = found.first(name, in: nil) else { return nil }
      found = next
    }
    return found
  }

  /// The first child element of that name in a namespace.
  public func first(_ name: String, in namespace: String?) -> Element? {
    for case .element(let element) in children where element.name == name && element.namespace == namespace {
      return element
    }
    return nil
  }

  /// The child elements of that name; the names before the last one lead there through first children.
  public func all(_ path: String...) -> [Element] {
    guard let last = path.last else { return [] }
    var parent = self
    for name in path.dropLast() {
      guard let next = parent.first(name, in: nil) else { return [] }
      parent = next
    }
    return parent.all(last, in: nil)
  }

  /// The child elements of that name in a namespace.
  public func all(_ name: String, in namespace: String?) -> [Element] {
    elements.filter { $0.name == name && $0.namespace == namespace }
  }
}
