public import XML

/// One thing that is wrong with a template itself.
///
/// `place` is the path of the element or attribute, `domain/devices/disk/source/@file`.
public enum TemplateFault: Hashable, Sendable {
  /// The text is not XML.
  case notXML(XMLError)
  /// The root element is another one than `domain`.
  case notADomain(String)
  /// There is no `neuron:template` element directly inside of `domain`.
  case headerMissing
  /// There is more than one header.
  case headerRepeated
  /// The header lacks this attribute.
  case headerAttributeMissing(String)
  /// The header names an operating system that is not known.
  case systemUnknown(String)
  /// A header's parameter is not a variable.
  case parameterUnknown(String)
  /// A header names a parameter twice.
  case parameterRepeated(TemplateVariable)
  /// A default, minimum or maximum does not fit the variable.
  case parameterValue(TemplateVariable, attribute: String, value: String)
  /// A placeholder is not a variable.
  case placeholderUnknown(String, place: String)
  /// A `{{` has no `}}`.
  case placeholderOpen(place: String)
  /// A placeholder stands between elements, where libvirt reads no text.
  case placeholderBesideElements(place: String)
  /// A condition has another form than `x and !y`.
  case conditionMalformed(String, place: String)
  /// A condition names something that is not a variable.
  case conditionUnknown(String, place: String)
  /// The root element has a condition.
  case conditionOnRoot
  /// There is more than one `neuron:devices`.
  case slotRepeated
  /// `neuron:devices` stands outside of `devices`, or has something inside.
  case slotMisplaced(place: String)
  /// An element or attribute of our namespace that does not exist.
  case neuronUnknown(String, place: String)
  /// The domain's name has no `{{name}}`.
  case nameMissing
}
