public import XML

extension DomainTemplate {
  /// Everything that stands against filling the template with these values, ordered by name; empty when nothing does.
  public func problems(with values: TemplateValues) -> [TemplateProblem] { fill(values, devices: []).problems }

  /// The domain's XML with these values and, in the place of `<neuron:devices/>`, these devices.
  ///
  /// Devices are dropped by a template without such a place; ask ``hasDeviceSlot`` first.
  /// Errors: ``TemplateProblems`` with everything that stands against it.
  public func filled(
    with values: TemplateValues, devices: [Element] = []
  ) throws(TemplateProblems) -> Element {
    let (domain, problems) = fill(values, devices: devices)
    guard problems.isEmpty else { throw TemplateProblems(template: name, problems: problems) }
    return domain
  }

  private func fill(_ values: TemplateValues, devices: [Element]) -> (domain: Element, problems: [TemplateProblem]) {
    var problems: [TemplateProblem] = []
    let resolved = resolve(values, &problems)
    var missing: Set<TemplateVariable> = []
    for parameter in parameters where !parameter.isOptional && resolved[parameter.variable] == nil {
      missing.insert(parameter.variable)
    }
    let domain = root.filled(with: resolved, devices: devices, missing: &missing)
    // A value that was refused is not missing too.
    let refused = Set(problems.map(\.name))
    problems += missing.filter { !refused.contains($0.rawValue) }.map { .missing($0) }
    return (domain, problems.sorted { $0.name < $1.name })
  }

  private func resolve(_ values: TemplateValues, _ problems: inout [TemplateProblem]) -> ResolvedValues {
    var resolved = ResolvedValues()
    for parameter in parameters { resolved[parameter.variable] = parameter.defaultValue }
    for (variable, value) in values.answers where usedVariables.contains(variable) {
      accept(value, for: variable, &resolved, &problems)
    }
    for (name, value) in values.given {
      guard let variable = TemplateVariable(rawValue: name) else {
        problems.append(.unknownName(name))
        continue
      }
      // An empty value is none: a script's empty variable should not reach the machine.
      if value.isEmpty { continue }
      guard usedVariables.contains(variable) else {
        problems.append(.unused(variable, template: self.name))
        continue
      }
      accept(value, for: variable, &resolved, &problems)
    }
    return resolved
  }

  private func accept(
    _ value: String, for variable: TemplateVariable, _ resolved: inout ResolvedValues,
    _ problems: inout [TemplateProblem]
  ) {
    if let problem = variable.problem(with: value) {
      resolved[variable] = nil
      problems.append(problem)
      return
    }
    resolved[variable] = variable.kind == .flag ? (ResolvedValues.flag(value) == true ? "yes" : "no") : value
    guard let parameter = parameter(variable), let number = UInt64(value) else { return }
    if let minimum = parameter.minimum, number < minimum {
      problems.append(.belowMinimum(variable, value: number, minimum: minimum))
    }
    if let maximum = parameter.maximum, number > maximum {
      problems.append(.aboveMaximum(variable, value: number, maximum: maximum))
    }
  }
}
