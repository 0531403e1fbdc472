import XML

/// Turns a parsed document into a template, and notes everything that is wrong on the way.
struct TemplateReader {
  let template: String
  private(set) var faults: [TemplateFault] = []
  private(set) var header: TemplateHeader?
  private(set) var usedVariables: Set<TemplateVariable> = []
  private(set) var slots = 0
  private var headers = 0

  init(template: String) { self.template = template }

  /// Reads the root element; nil when it is no domain.
  mutating func read(_ document: Element) -> TemplateElement? {
    guard document.name == "domain", document.namespace == nil else {
      faults.append(.notADomain(document.qualifiedName))
      return nil
    }
    var root = read(document, place: "domain")
    if root.condition != nil { faults.append(.conditionOnRoot) }
    root.condition = nil
    if headers == 0 { faults.append(.headerMissing) }
    if headers > 1 { faults.append(.headerRepeated) }
    if slots > 1 { faults.append(.slotRepeated) }
    if !TemplateReader.namesMachine(document) { faults.append(.nameMissing) }
    for parameter in header?.parameters ?? [] { usedVariables.insert(parameter.variable) }
    addMetadata(to: &root)
    return root
  }

  private static func namesMachine(_ document: Element) -> Bool {
    document.first("name")?.text.contains("{{name}}") == true
  }

  private mutating func read(_ element: Element, place: String) -> TemplateElement {
    var bare = element
    bare.children = []
    bare.attributes = []
    var result = TemplateElement(element: bare)
    for attribute in element.attributes {
      if attribute.namespace == NeuronNamespace.uri {
        if attribute.name == "if" {
          result.condition = condition(attribute.value, place: place)
        } else {
          faults.append(.neuronUnknown("neuron:" + attribute.name, place: place))
        }
        continue
      }
      let text = text(attribute.value, place: place + "/@" + attribute.name)
      result.element.attributes.append(attribute)
      if let text { result.dynamicAttributes.append(.init(index: result.element.attributes.count - 1, text: text)) }
    }
    let hasElements = element.children.contains { $0.element != nil }
    for child in element.children {
      switch child {
      case .element(let inner): read(inner, in: element, place: place, into: &result)
      // Comments speak to the reader of the template; a condition could remove what they speak of.
      case .comment: break
      case .text(let characters):
        guard let text = text(characters, place: place) else {
          result.children.append(.fixed(child))
          continue
        }
        if hasElements { faults.append(.placeholderBesideElements(place: place)) }
        result.children.append(.text(text))
      }
    }
    return result
  }

  private mutating func read(_ inner: Element, in parent: Element, place: String, into result: inout TemplateElement) {
    if inner.namespace == NeuronNamespace.uri {
      readOwn(inner, in: parent, place: place, into: &result)
      return
    }
    let child = read(inner, place: place + "/" + inner.name)
    if let fixed = child.fixed {
      result.children.append(.fixed(fixed))
    } else {
      result.children.append(.element(child))
    }
  }

  /// Reads an element of our namespace.
  private mutating func readOwn(_ inner: Element, in parent: Element, place: String, into result: inout TemplateElement)
  {
    switch inner.name {
    case "template" where place == "domain":
      headers += 1
      if headers == 1 { header = TemplateHeader(inner, faults: &faults) }
    case "devices":
      slots += 1
      if place != "domain/devices" || !inner.children.isEmpty || !inner.attributes.isEmpty {
        faults.append(.slotMisplaced(place: place))
      }
      result.children.append(.devices)
    default: faults.append(.neuronUnknown(inner.qualifiedName, place: place))
    }
  }

  /// Splits a text at its placeholders; nil when it has none.
  private mutating func text(_ text: String, place: String) -> TemplateText? {
    guard text.contains("{{") else { return nil }
    var pieces: [TemplateText.Piece] = []
    var rest = Substring(text)
    while let open = rest.firstRange(of: "{{") {
      if open.lowerBound > rest.startIndex { pieces.append(.characters(String(rest[..<open.lowerBound]))) }
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        faults.append(.placeholderOpen(place: place))
        return nil
      }
      let name = String(rest[..<close.lowerBound])
      if let variable = TemplateVariable(rawValue: name) {
        usedVariables.insert(variable)
        pieces.append(.placeholder(variable))
      } else {
        faults.append(.placeholderUnknown(name, place: place))
      }
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.characters(String(rest))) }
    return TemplateText(pieces: pieces)
  }

  private mutating func condition(_ text: String, place: String) -> TemplateCondition? {
    guard let words = TemplateCondition.words(of: text) else {
      faults.append(.conditionMalformed(text, place: place))
      return nil
    }
    var terms: [TemplateCondition.Term] = []
    for word in words {
      guard let variable = TemplateVariable(rawValue: word.name) else {
        faults.append(.conditionUnknown(word.name, place: place))
        continue
      }
      usedVariables.insert(variable)
      terms.append(.init(variable: variable, isNegated: word.isNegated))
    }
    return TemplateCondition(terms: terms)
  }

  /// Notes in the machine's metadata which template made it.
  private func addMetadata(to root: inout TemplateElement) {
    let machine = Element(NeuronNamespace.root, prefix: NeuronNamespace.prefix, namespace: NeuronNamespace.uri) {
      Element("template", prefix: NeuronNamespace.prefix, namespace: NeuronNamespace.uri) { template }
    }
    for (index, child) in root.children.enumerated() {
      switch child {
      case .fixed(.element(var metadata)) where metadata.name == "metadata":
        metadata.children.append(.element(machine))
        root.children[index] = .fixed(.element(metadata))
        return
      case .element(var metadata) where metadata.element.name == "metadata":
        metadata.children.append(.fixed(.element(machine)))
        root.children[index] = .element(metadata)
        return
      default: continue
      }
    }
    let leaders: Set = ["name", "uuid", "genid", "title", "description"]
    let place = root.children.lastIndex { leaders.contains($0.elementName ?? "") }.map { $0 + 1 } ?? 0
    root.children.insert(.fixed(.element(Element("metadata") { machine })), at: place)
  }
}

extension TemplateElement.Child {
  /// The name of the element, nil for anything else.
  fileprivate var elementName: String? {
    switch self {
    case .fixed(let node): node.element?.name
    case .element(let element): element.element.name
    case .text, .devices: nil
    }
  }
}
