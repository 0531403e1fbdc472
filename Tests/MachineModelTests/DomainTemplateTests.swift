import MachineModel
import TestSupport
import Testing
import XML

struct DomainTemplateTests {
  /// A small template with one of everything.
  static func text(
    header: String = "", name: String = "{{name}}", inside: String = "", devices: String = "", root: String = ""
  ) -> String {
    """
    <domain type="{{domain_type}}" xmlns:neuron="https://neuronos.org/xmlns/vm/1"\(root)>
      <neuron:template title="Small" summary="A small machine." os="linux">
        <neuron:parameter name="memory_mb" default="512" minimum="256" maximum="1024"/>
        <neuron:parameter name="disk_size_gb" optional="yes"/>
        \(header)
      </neuron:template>
      <name>\(name)</name>
      <memory unit="MiB">{{memory_mb}}</memory>
      \(inside)
      <devices>
        <!-- The disk. -->
        <disk><source file="{{disk_path}}" neuron:if="disk_path"/></disk>
        \(devices)
      </devices>
    </domain>
    """
  }

  private func template(inside: String = "", devices: String = "") throws -> DomainTemplate {
    try DomainTemplate(parsing: Self.text(inside: inside, devices: devices), named: "small")
  }

  private let values = TemplateValues([.name: "web", .domainType: "qemu"])

  @Test func `the header says what the template is`() throws {
    let template = try template()
    #expect(template.name == "small" && template.title == "Small" && template.summary == "A small machine.")
    #expect(template.system == .linux && !template.hasDeviceSlot)
    #expect(template.usedVariables == [.domainType, .name, .memoryMB, .diskSizeGB, .diskPath])
    #expect(template.parameter(.memoryMB)?.maximum == 1024 && template.parameter(.name) == nil)
  }

  @Test func `a filled domain has the values, the metadata and nothing else of ours`() throws {
    #expect(
      try template().filled(with: values).xmlText() == """
        <domain type="qemu">
          <name>web</name>
          <metadata>
            <neuron:machine xmlns:neuron="https://neuronos.org/xmlns/vm/1">
              <neuron:template>small</neuron:template>
            </neuron:machine>
          </metadata>
          <memory unit="MiB">512</memory>
          <devices>
            <disk/>
          </devices>
        </domain>

        """)
  }

  @Test func `the template's own metadata is kept beside ours`() throws {
    let template = try template(inside: "<metadata><x:note xmlns:x='urn:x'>{{name}}</x:note></metadata>")
    let metadata = try #require(try template.filled(with: values).first("metadata"))
    #expect(metadata.first("note", in: "urn:x")?.text == "web")
    #expect(metadata.first("machine", in: NeuronNamespace.uri) != nil)
  }

  @Test func `a placeholder can stand among other characters, twice, and in a value`() throws {
    let template = try template(inside: "<title a='{{name}}-{{name}}'>[{{name}}]{{memory_mb}}</title>")
    let title = try #require(try template.filled(with: values).first("title"))
    #expect(title["a"] == "web-web" && title.text == "[web]512")
  }

  @Test func `what looks like a placeholder inside of a value stays as it is`() throws {
    var values = values
    values[.name] = "{{memory_mb}}{{name}}"
    #expect(try template().filled(with: values).first("name")?.text == "{{memory_mb}}{{name}}")
  }

  @Test(
    arguments: [
      ("gpu", "gpu", true), ("!gpu", "gpu", false), ("gpu", nil, false), ("!gpu", nil, true),
      ("gpu and iso_path", "gpu iso_path", true), ("gpu and iso_path", "gpu", false),
      ("gpu and !iso_path", "gpu", true), ("gpu and !iso_path", "gpu iso_path", false),
      ("  gpu   and  !iso_path ", "gpu", true), ("iso_path", "iso_path", true), ("memory_mb", nil, true),
    ] as [(String, String?, Bool)])
  func `an element with a condition stands there only when it holds`(condition: String, set: String?, stands: Bool)
    throws
  {
    let template = try template(
      inside: "<note neuron:if='\(condition)'>{{name}}</note><x neuron:if='gpu and iso_path'/>")
    var values = values
    for name in set?.split(separator: " ") ?? [] { values.set(named: String(name), to: name == "gpu" ? "yes" : "/i") }
    #expect((try template.filled(with: values).first("note") != nil) == stands)
  }

  @Test func `a flag that is no counts as not set`() throws {
    var values = values
    values.set(.gpu, to: false)
    let template = try template(inside: "<note neuron:if='gpu'/><other neuron:if='!gpu'/>")
    let domain = try template.filled(with: values)
    #expect(domain.first("note") == nil && domain.first("other") != nil)
  }

  @Test func `devices stand in their slot, and a value cannot add any`() throws {
    let template = try template(devices: "<neuron:devices/><video/>")
    #expect(template.hasDeviceSlot)
    let domain = try template.filled(
      with: values, devices: [AgentChannel.qemu.element, AgentChannel.neuron.element])
    #expect(domain.first("devices")?.elements.map(\.name) == ["disk", "channel", "channel", "video"])
  }

  @Test func `all problems are told at once, by name`() throws {
    var values = TemplateValues(given: [
      "memory_mb": "64", "nmae": "web", "iso_path": "/a.iso", "disk_path": "disk.qcow2", "disk_size_gb": "many",
    ])
    values.answers[.kvm] = "yes"
    #expect(
      try template().problems(with: values) == [
        .malformed(.diskPath, value: "disk.qcow2"), .malformed(.diskSizeGB, value: "many"), .missing(.domainType),
        .unused(.isoPath, template: "small"), .belowMinimum(.memoryMB, value: 64, minimum: 256), .missing(.name),
        .unknownName("nmae"),
      ])
    #expect(throws: TemplateProblems.self) { try template().filled(with: values) }
  }

  @Test func `a bound is allowed and one more is not`() throws {
    var values = values
    for (number, isFine) in [(255, false), (256, true), (1024, true), (1025, false)] {
      values.set(.memoryMB, to: number)
      #expect(try template().problems(with: values).isEmpty == isFine)
    }
  }

  @Test(
    arguments: [
      (.uuid, "12345678-1234-1234-1234-123456789abc", true), (.uuid, "12345678123412341234123456789abc", false),
      (.uuid, "12345678-1234-1234-1234-123456789abg", false), (.uuid, "1-2-3-4-5", false),
      (.macAddress, "52:54:00:12:34:56", true), (.macAddress, "52:54:00:12:34", false),
      (.macAddress, "53:54:00:12:34:56", false), (.memoryMB, "+512", false), (.memoryMB, "0x200", false),
      (.memoryMB, "５１２", false), (.memoryMB, "99999999999999999999", false), (.vcpus, "-1", false), (.vcpus, "4", true),
      (.gpu, "yes", true), (.gpu, "maybe", false), (.cpuset, "0-3,^2,7", true), (.cpuset, "0-", false),
      (.cpuset, "a", false), (.cpuset, "1-2-3", false), (.isoPath, "/a b&c.iso", true), (.isoPath, "a.iso", false),
      (.domainType, "kvm", true), (.domainType, "xen", false), (.sharedMemoryMB, "64", true),
      (.sharedMemoryMB, "48", false), (.sharedMemoryMB, "0", false), (.name, "x", true),
    ] as [(TemplateVariable, String, Bool)])
  func `a value must look like one of its kind`(variable: TemplateVariable, value: String, isFine: Bool) throws {
    let template = try template(inside: "<note>{{\(variable.rawValue)}}</note>")
    let problems = template.problems(with: TemplateValues([variable: value])).filter { $0.name == variable.rawValue }
    let outside: [TemplateProblem] = [.aboveMaximum(.memoryMB, value: 0, maximum: 0)]
    #expect(problems.filter { !outside.contains($0) } == (isFine ? [] : [.malformed(variable, value: value)]))
  }

  @Test func `a host's answer yields to a given value and is no problem when unused`() throws {
    var values = values
    values.answers = [.domainType: "kvm", .tpm: "yes"]
    #expect(try template().filled(with: values)["type"] == "qemu")
    values[.domainType] = nil
    #expect(try template().filled(with: values)["type"] == "kvm")
  }

  @Test func `an empty value counts as none`() throws {
    #expect(
      try template().problems(with: TemplateValues(given: ["name": "", "domain_type": "kvm"])) == [.missing(.name)])
  }

  @Test func `a misspelt name is answered with the one that is meant`() {
    #expect(TemplateProblem.unknownName("memorymb").description.contains("“memory_mb”"))
    #expect(TemplateProblem.unknownName("iso_pth").description.contains("“iso_path”"))
    #expect(!TemplateProblem.unknownName("zzzzzzzz").description.contains("mean"))
    #expect(!TemplateProblem.unknownName("\u{1B}[2J").description.contains("\u{1B}"))
  }
}
