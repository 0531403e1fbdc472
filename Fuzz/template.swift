// A template of any bytes is refused or can be filled; a value of any bytes changes no structure.
#if canImport(XML)
  import MachineModel
  import XML
#endif

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  fillSound(with: text)
  guard let template = try? DomainTemplate(parsing: text, named: "fuzz") else { return 0 }
  _ = template.problems(with: TemplateValues())
  // A value for every variable that the template uses, so that it must fill unless a bound forbids it.
  var values = TemplateValues()
  for variable in template.usedVariables { values[variable] = example(of: variable) }
  guard let domain = try? template.filled(with: values) else { return 0 }
  guard let printed = try? domain.xmlText() else { return 0 }
  precondition((try? Element(parsing: printed)) != nil, "a filled template does not parse:\n\(printed)")
  return 0
}

private func example(of variable: TemplateVariable) -> String {
  switch variable.kind {
  case .text: "a"
  case .integer: "64"
  case .path: "/a"
  case .uuid: "12345678-1234-1234-1234-123456789abc"
  case .mac: "52:54:00:12:34:56"
  case .processors: "0"
  case .flag: "yes"
  case .word(let words): words.first ?? ""
  }
}

private let soundText = """
  <domain type="{{domain_type}}" xmlns:neuron="https://neuronos.org/xmlns/vm/1">
    <neuron:template title="t" summary="s" os="linux"/>
    <name>{{name}}</name>
    <os><cmdline a="{{cmdline}}">x{{cmdline}}y{{name}}</cmdline></os>
    <devices><disk neuron:if="iso_path"><source file="{{iso_path}}"/></disk><neuron:devices/></devices>
  </domain>
  """

private func fillSound(with text: String) {
  // Read anew each time: the leak check cannot see through the tagged pointers of a global tree.
  guard let sound = try? DomainTemplate(parsing: soundText, named: "sound") else {
    fatalError("the template of the test is not one")
  }
  let values = TemplateValues([.name: text, .cmdline: text, .isoPath: "/" + text, .domainType: "kvm"])
  guard let domain = try? sound.filled(with: values) else {
    precondition(
      text.isEmpty || Element.impossibleCharacter(in: text) != nil, "a value that XML can hold was refused")
    return
  }
  // libxml2 refuses texts of more than 10 million bytes; the fuzzer makes none.
  guard let printed = try? domain.xmlText(), let again = try? Element(parsing: printed) else {
    fatalError("a value broke the text")
  }
  precondition(again == domain, "a value changed the tree:\n\(printed)")
  precondition(again.first("name")?.text == text && again.first("os", "cmdline")?["a"] == text)
  precondition(again.first("devices", "disk", "source")?["file"] == "/" + text)
}
