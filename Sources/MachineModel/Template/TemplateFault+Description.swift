import Text

extension TemplateFault: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notXML(let error): error.message
    case .notADomain(let name): tr("The outermost element is <%1$@>, and <domain> is needed.", name)
    case .headerMissing:
      tr("There is no <neuron:template title=\"…\" summary=\"…\" os=\"…\"> directly inside <domain>.")
    case .headerRepeated: tr("There is more than one <neuron:template>.")
    case .headerAttributeMissing(let name): tr("<neuron:template> has no attribute “%1$@”.", name)
    case .systemUnknown(let name):
      tr(
        "“%1$@” is not an operating system that is known here. These are: %2$@.", name,
        GuestSystem.allCases.map(\.rawValue).joined(separator: ", "))
    case .parameterUnknown(let name): tr("<neuron:parameter>: “%1$@” is not a name that templates know.", name)
    case .parameterRepeated(let variable): tr("<neuron:parameter>: “%1$@” stands there twice.", variable.rawValue)
    case .parameterValue(let variable, let attribute, let value):
      tr("<neuron:parameter>: the %2$@ of “%1$@” cannot be “%3$@”.", variable.rawValue, attribute, value)
    case .placeholderUnknown(let name, let place):
      tr("%2$@: {{%1$@}} is not a name that templates know.", name, place)
    case .placeholderOpen(let place): tr("%1$@: a {{ has no }}.", place)
    case .placeholderBesideElements(let place): tr("%1$@: a placeholder stands beside elements.", place)
    case .conditionMalformed(let text, let place):
      tr("%2$@: “%1$@” is not a condition. Write names joined by “and”, with ! in front for “not”.", text, place)
    case .conditionUnknown(let name, let place):
      tr("%2$@: the condition names “%1$@”, which templates do not know.", name, place)
    case .conditionOnRoot: tr("<domain> itself cannot have a condition.")
    case .slotRepeated: tr("There is more than one <neuron:devices/>.")
    case .slotMisplaced(let place): tr("%1$@: <neuron:devices/> has to stand directly inside <devices>, empty.", place)
    case .neuronUnknown(let name, let place): tr("%2$@: there is no “%1$@” in templates.", name, place)
    case .nameMissing: tr("domain/name does not contain {{name}}.")
    }
  }
}

extension TemplateError: CustomStringConvertible {
  /// All faults, one a line.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}
