import XML

/// An element of a template, prepared so that filling touches only what can change.
struct TemplateElement: Hashable, Sendable {
  enum Child: Hashable, Sendable {
    /// A subtree that is the same in every machine.
    case fixed(Node)
    case element(TemplateElement)
    case text(TemplateText)
    /// The place of the devices that are given as values.
    case devices
  }

  struct DynamicAttribute: Hashable, Sendable {
    let index: Int
    let text: TemplateText
  }

  /// The element itself without its children; dynamic attributes hold a stand-in.
  var element: Element
  var condition: TemplateCondition?
  var dynamicAttributes: [DynamicAttribute] = []
  var children: [Child] = []

  /// The element when nothing in it can change, ready to be used as it is.
  var fixed: Node? {
    guard condition == nil, dynamicAttributes.isEmpty else { return nil }
    var element = element
    for child in children {
      guard case .fixed(let node) = child else { return nil }
      element.children.append(node)
    }
    return .element(element)
  }

  func filled(with values: borrowing ResolvedValues, devices: [Element], missing: inout Set<TemplateVariable>)
    -> Element
  {
    var result = element
    for attribute in dynamicAttributes {
      result.attributes[attribute.index].value = attribute.text.filled(with: values, missing: &missing)
    }
    result.children.reserveCapacity(children.count)
    for child in children {
      switch child {
      case .fixed(let node): result.children.append(node)
      case .devices: result.children += devices.map(Node.element)
      case .text(let text):
        let characters = text.filled(with: values, missing: &missing)
        if !characters.isEmpty { result.children.append(.text(characters)) }
      case .element(let child):
        if let condition = child.condition, !condition.holds(in: values) { continue }
        result.children.append(.element(child.filled(with: values, devices: devices, missing: &missing)))
      }
    }
    return result
  }
}
