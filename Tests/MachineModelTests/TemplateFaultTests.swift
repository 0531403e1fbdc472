import MachineModel
import Testing
import XML

struct TemplateFaultTests {
  private func faults(
    header: String = "", name: String = "{{name}}", inside: String = "", devices: String = "", root: String = ""
  ) -> [TemplateFault] {
    DomainTemplate.faults(
      in: DomainTemplateTests.text(header: header, name: name, inside: inside, devices: devices, root: root),
      named: "small")
  }

  @Test func `a sound template has none`() { #expect(faults() == []) }

  @Test func `a text that is not XML or not a domain is refused`() {
    #expect(DomainTemplate.faults(in: "", named: "x") == [.notXML(.empty)])
    #expect(DomainTemplate.faults(in: "<!DOCTYPE domain><domain/>", named: "x") == [.notXML(.documentType)])
    #expect(DomainTemplate.faults(in: "<network/>", named: "x") == [.notADomain("network")])
    #expect(DomainTemplate.faults(in: "<domain/>", named: "x") == [.headerMissing, .nameMissing])
  }

  @Test func `the header must be one, complete and of a known system`() {
    let second = "<neuron:template title='b' summary='b' os='linux'/>"
    #expect(faults(inside: second) == [.headerRepeated])
    let bare = "<domain xmlns:n='\(NeuronNamespace.uri)'><n:template os='beos'/><name>{{name}}</name></domain>"
    #expect(
      DomainTemplate.faults(in: bare, named: "x") == [
        .headerAttributeMissing("title"), .headerAttributeMissing("summary"), .systemUnknown("beos"),
      ])
  }

  @Test func `parameters must be variables, once, with values that fit`() {
    #expect(faults(header: "<neuron:parameter name='ram'/>") == [.parameterUnknown("ram")])
    #expect(faults(header: "<neuron:parameter/>") == [.parameterUnknown("")])
    #expect(faults(header: "<neuron:parameter name='memory_mb'/>") == [.parameterRepeated(.memoryMB)])
    #expect(
      faults(header: "<neuron:parameter name='vcpus' minimum='two' default='x' optional='perhaps'/>") == [
        .parameterValue(.vcpus, attribute: "minimum", value: "two"),
        .parameterValue(.vcpus, attribute: "default", value: "x"),
        .parameterValue(.vcpus, attribute: "optional", value: "perhaps"),
      ])
    #expect(
      faults(header: "<neuron:parameter name='iso_path' maximum='2'/>") == [
        .parameterValue(.isoPath, attribute: "maximum", value: "2")
      ])
    #expect(faults(header: "<other/>") == [.neuronUnknown("other", place: "domain/neuron:template")])
  }

  @Test func `placeholders must be closed and known, with their place`() {
    #expect(faults(inside: "<title>{{nme}}</title>") == [.placeholderUnknown("nme", place: "domain/title")])
    #expect(faults(inside: "<title>{{ name }}</title>") == [.placeholderUnknown(" name ", place: "domain/title")])
    #expect(faults(inside: "<os><boot dev='{{name'/></os>") == [.placeholderOpen(place: "domain/os/boot/@dev")])
    #expect(faults(inside: "<os>{{name}}<boot/></os>") == [.placeholderBesideElements(place: "domain/os")])
    #expect(faults(name: "fixed") == [.nameMissing])
  }

  @Test(arguments: ["", " ", "gpu or tpm", "gpu and", "and gpu", "gpu tpm", "!", "!!gpu", "gpu and and tpm", "and"])
  func `a condition of another form is refused`(condition: String) {
    #expect(
      faults(inside: "<note neuron:if='\(condition)'/>") == [.conditionMalformed(condition, place: "domain/note")])
  }

  @Test func `a condition must name variables and not stand on the domain`() {
    #expect(faults(inside: "<note neuron:if='gpu and moon'/>") == [.conditionUnknown("moon", place: "domain/note")])
    #expect(faults(root: " neuron:if='gpu'") == [.conditionOnRoot])
  }

  @Test func `the slot must be one, empty and inside of devices`() {
    #expect(faults(devices: "<neuron:devices/>") == [])
    #expect(faults(devices: "<neuron:devices/><neuron:devices/>") == [.slotRepeated])
    #expect(faults(inside: "<neuron:devices/>") == [.slotMisplaced(place: "domain")])
    #expect(faults(devices: "<neuron:devices><disk/></neuron:devices>") == [.slotMisplaced(place: "domain/devices")])
  }

  @Test func `anything else of our namespace is refused`() {
    #expect(faults(inside: "<neuron:loop/>") == [.neuronUnknown("neuron:loop", place: "domain")])
    #expect(faults(inside: "<os neuron:unless='gpu'/>") == [.neuronUnknown("neuron:unless", place: "domain/os")])
  }

  @Test func `every fault is told, and says where`() {
    let all = faults(name: "x", inside: "<a neuron:if='?'>{{b}}</a><neuron:c/>")
    #expect(all.count == 4)
    #expect(all.allSatisfy { !$0.description.isEmpty } && all.contains { $0.description.contains("domain/a") })
  }
}
