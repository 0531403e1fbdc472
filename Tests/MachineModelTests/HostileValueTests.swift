import MachineModel
import Testing
import XML

struct HostileValueTests {
  /// Two hundred values that try to become markup, placeholders or something unprintable.
  static let values: [String] = {
    let attacks = [
      "a'/><evil>&", "\"/><evil/>", "</name><evil/><name>", "<![CDATA[x]]>", "]]>", "<!-- x -->", "<!DOCTYPE a>",
      "&lt;", "&#60;evil/&#62;", "&evil;", "%evil;", "<?xml version='1.0'?>", "{{name}}", "{{uuid", "}}", "{{",
      "{{{{name}}}}",
      "neuron:if='x'", "xmlns='urn:x'", "../../etc/passwd", "/dev/sda", "; rm -rf /", "$(id)", "`id`", "%s%n", "\\",
      "'", "\"",
      "''", "\"\"", " ", "  x  ", "\n", "\r", "\r\n", "\t", "a\nb", "a\rb", "a\tb", "0", "-1", "null", "true", "yes",
      "é", "e\u{301}", "\u{200B}", "\u{202E}evil", "\u{FEFF}", "\u{7F}", "\u{85}", "\u{2028}", "💻",
      "\u{1F468}\u{200D}\u{1F469}",
      "\u{10FFFD}", "\u{FFFD}", "\u{E000}", String(repeating: "x", count: 10_000),
      String(repeating: "<", count: 10_000), String(repeating: "{{name}}", count: 1_250),
      String(repeating: "é", count: 10_000), String(repeating: "\n", count: 1000),
      "/" + String(repeating: "../", count: 999),
    ]
    let controls = (Array(0..<0x20) + [0xFFFE, 0xFFFF]).compactMap(Unicode.Scalar.init).flatMap { scalar in
      ["\(scalar)", "a\(scalar)b", "/\(scalar)", "</\(scalar)>", "/\(scalar)<", "{{\(scalar)}}"]
    }
    return attacks + controls
  }()

  @Test func `there are two hundred of them`() { #expect(Set(Self.values).count >= 200) }

  private static let textVariables = TemplateVariable.allCases.filter { $0.kind == .text || $0.kind == .path }

  @Test(arguments: textVariables)
  func `a hostile value is named or comes back exactly, and adds nothing`(variable: TemplateVariable) throws {
    let name = variable.rawValue
    let template = try DomainTemplate(
      parsing: DomainTemplateTests.text(inside: "<a b='{{\(name)}}'><c>{{\(name)}}</c><d>-{{\(name)}}-</d></a>"),
      named: "small")
    var base = TemplateValues([.name: "web", .domainType: "qemu"])
    base[variable] = "/plain"
    let shape = try template.filled(with: base).shape
    var returned = 0
    for value in Self.values {
      base[variable] = value
      do {
        let domain = try Element(parsing: try template.filled(with: base).xmlText())
        #expect(domain.first("a")?["b"] == value)
        #expect(domain.first("a", "c")?.text == value)
        #expect(domain.first("a", "d")?.text == "-" + value + "-")
        #expect(domain.shape == shape)
        returned += 1
      } catch let problems as TemplateProblems {
        #expect(problems.problems.map(\.name) == [name])
        #expect(problems.description.contains(name))
        #expect(!problems.description.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        let isPrintable = Element.impossibleCharacter(in: value) == nil
        #expect(!isPrintable || (variable.kind == .path && !value.hasPrefix("/")))
      }
    }
    #expect(returned >= (variable.kind == .path ? 3 : 60))
  }

  @Test(arguments: Fixtures.templateNames)
  func `a hostile name comes back exactly from a shipped template`(name: String) throws {
    let template = try Fixtures.template(name)
    let host = try #require(try Host.all().first)
    let plain = try Fixtures.domain(template, TemplateValues(given: Fixtures.issueValues), host: host).domain.shape
    for value in Self.values where Element.impossibleCharacter(in: value) == nil {
      var values = TemplateValues(given: Fixtures.issueValues)
      values[.name] = value
      values[.isoPath] = "/" + value
      let domain = try Element(parsing: try Fixtures.domain(template, values, host: host).domain.xmlText())
      let machine = DomainDescription(domain: domain)
      #expect(machine.name == value)
      #expect(machine.disks.contains { $0.path == "/" + value })
      #expect(domain.shape == plain)
    }
  }

  @Test func `a hostile name of a variable is an error that says so`() throws {
    let template = try Fixtures.template("linux")
    for name in Self.values {
      var values = TemplateValues(given: Fixtures.issueValues)
      values.set(named: name, to: "x")
      #expect(template.problems(with: values).contains(.unknownName(name)))
    }
  }
}

extension Element {
  /// The names of all elements and attributes, without any value.
  fileprivate var shape: String {
    "<\(name) \(attributes.map(\.name))>" + elements.map(\.shape).joined() + "</>"
  }
}
