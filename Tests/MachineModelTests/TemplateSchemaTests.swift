import MachineModel
import TestSupport
import Testing
import XML

struct TemplateSchemaTests {
  @Test(arguments: Fixtures.templateNames)
  func `every combination of options on every host is a valid domain for libvirt`(name: String) async throws {
    let template = try Fixtures.template(name)
    let combinations = try TemplateMatrix.combinations(of: template)
    var documents: [(name: String, xml: String)] = []
    for host in try Host.all() {
      for combination in combinations {
        let (domain, _) = try Fixtures.domain(
          template, combination.values, host: host, devices: combination.devices)
        documents.append(("\(host.name)-\(combination.name)", try domain.xmlText()))
      }
    }
    #expect(documents.count >= 100)
    let errors = try await DomainSchema.withFiles(documents) { try await DomainSchema.errors(in: $0) }
    #expect(errors.isEmpty, "\(errors.prefix(4000))")
  }

  @Test(arguments: Fixtures.templateNames)
  func `libvirt's test driver defines every option alone and with every other one`(name: String) async throws {
    let template = try Fixtures.template(name)
    let combinations = try TemplateMatrix.combinations(of: template).filter { $0.choices <= 2 }
    var documents: [(name: String, xml: String)] = []
    // The driver takes its own type of domain only, so a real host's answers are given with that type.
    for host in try Host.all() where host.type == .test || host.name == "kvm" {
      for combination in combinations {
        let test = Host(name: host.name, capabilities: host.capabilities, type: .test)
        var (domain, _) = try Fixtures.domain(
          template, combination.values, host: test, devices: combination.devices)
        domain.replaceText(of: "name", with: "m\(documents.count)")
        documents.append(("\(host.name)-\(combination.name)", try domain.xmlText()))
      }
    }
    let errors = try await DomainSchema.withFiles(documents) { try await DomainSchema.definitionErrors(of: $0) }
    #expect(errors.isEmpty, "\(errors.prefix(4000))")
  }

  @Test func `a domain with an element that libvirt does not know is refused by both checks`() async throws {
    let domain = Element("domain", ["type": "test"]) {
      Element("name") { "broken" }
      Element("memory") { "1024" }
      Element("os") { Element("type") { "hvm" } }
      Element("turbo")
    }
    let text = try domain.xmlText()
    let (schema, definition) = try await DomainSchema.withFiles([("broken", text)]) { files in
      (try await DomainSchema.errors(in: files), try await DomainSchema.definitionErrors(of: files))
    }
    #expect(schema.contains("turbo") || schema.contains("fails to validate"))
    #expect(definition.hasPrefix("0 of 1 were defined."))
  }
}

extension Element {
  fileprivate mutating func replaceText(of name: String, with text: String) {
    guard let index = children.firstIndex(where: { $0.element?.name == name }) else { return }
    children[index] = .element(Element(name) { text })
  }
}
