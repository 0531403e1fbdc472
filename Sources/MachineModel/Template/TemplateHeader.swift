import XML

/// The header of a template, `<neuron:template>`.
struct TemplateHeader: Hashable, Sendable {
  let title: String
  let summary: String
  let system: GuestSystem
  let parameters: [TemplateParameter]

  /// Reads the element; nil, with faults, when it cannot be one.
  init?(_ element: Element, faults: inout [TemplateFault]) {
    let before = faults.count
    for attribute in ["title", "summary", "os"] where element[attribute] == nil {
      faults.append(.headerAttributeMissing(attribute))
    }
    let system = element["os"].flatMap { GuestSystem(rawValue: $0) }
    if let name = element["os"], system == nil { faults.append(.systemUnknown(name)) }
    var parameters: [TemplateParameter] = []
    for child in element.elements {
      guard child.namespace == NeuronNamespace.uri, child.name == "parameter" else {
        faults.append(.neuronUnknown(child.qualifiedName, place: "domain/" + element.qualifiedName))
        continue
      }
      guard let parameter = Self.parameter(child, faults: &faults) else { continue }
      if parameters.contains(where: { $0.variable == parameter.variable }) {
        faults.append(.parameterRepeated(parameter.variable))
      }
      parameters.append(parameter)
    }
    guard faults.count == before, let title = element["title"], let summary = element["summary"], let system else {
      return nil
    }
    self.title = title
    self.summary = summary
    self.system = system
    self.parameters = parameters
  }

  private static func parameter(_ element: Element, faults: inout [TemplateFault]) -> TemplateParameter? {
    guard let variable = TemplateVariable(rawValue: element["name"] ?? "") else {
      faults.append(.parameterUnknown(element["name"] ?? ""))
      return nil
    }
    var bounds: [String: UInt64] = [:]
    for name in ["minimum", "maximum"] {
      guard let text = element[name] else { continue }
      bounds[name] = variable.kind == .integer ? UInt64(text) : nil
      if bounds[name] == nil { faults.append(.parameterValue(variable, attribute: name, value: text)) }
    }
    let value = element["default"]
    if let value, variable.problem(with: value) != nil {
      faults.append(.parameterValue(variable, attribute: "default", value: value))
    }
    let optional = element["optional"] ?? "no"
    if ResolvedValues.flag(optional) == nil {
      faults.append(.parameterValue(variable, attribute: "optional", value: optional))
    }
    return TemplateParameter(
      variable: variable, defaultValue: value, minimum: bounds["minimum"], maximum: bounds["maximum"],
      isOptional: ResolvedValues.flag(optional) == true || variable.kind == .flag)
  }
}
