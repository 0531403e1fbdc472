import MachineModel
import Testing
import XML

@Suite struct KeptTuningTests {
  private func domain(_ parts: String) throws -> Element {
    try Element(
      parsing: """
        <domain><name>win</name><metadata><neuron:machine xmlns:neuron="https://neuronos.org/xmlns/vm/1">\
        <neuron:template>linux</neuron:template><neuron:tuning>\(parts)</neuron:tuning></neuron:machine></metadata>\
        <vcpu>2</vcpu><cpu><topology sockets="1" cores="1" threads="2"/></cpu></domain>
        """)
  }

  @Test func `what does not fit its place is not put into the definition`() throws {
    let evil = try domain(
      """
      <neuron:part name="topology"><neuron:before><devices/></neuron:before><neuron:after/></neuron:part>\
      <neuron:part name="processor" number="0"><neuron:before><vcpupin vcpu="1" cpuset="0"/></neuron:before></neuron:part>\
      <neuron:part name="processor" number="-1"/><neuron:part name="processor" number="99999999"/>\
      <neuron:part name="placement"><neuron:before><vcpu current="1"/></neuron:before></neuron:part>\
      <neuron:part name="none"/><neuron:part/><neuron:part name="threadPairing"><neuron:before>\
      <feature name="vmx" policy="disable"/></neuron:before></neuron:part>
      """)
    let kept = try #require(KeptTuning(of: evil))
    #expect(kept.changes.isEmpty)
    var domain = evil
    #expect(kept.revert(&domain).isEmpty)
    #expect(KeptTuning(of: domain) == nil)
    #expect(domain.first("cpu") == evil.first("cpu") && domain.first("devices") == nil)
    // The rest of our metadata stays.
    #expect(domain.first("metadata")?.elements.first?.elements.map(\.name) == ["template"])
  }

  @Test func `a topology for another number of processors is not brought back`() throws {
    let stale = try domain(
      """
      <neuron:part name="topology"><neuron:before><topology sockets="1" cores="8" threads="1"/></neuron:before>\
      <neuron:after><topology sockets="1" dies="1" cores="1" threads="2"/></neuron:after></neuron:part>
      """)
    var domain = stale
    #expect(KeptTuning(of: stale)?.revert(&domain) == [.topology])
    #expect(domain.first("cpu") == stale.first("cpu"))
  }

  @Test func `it is written and read again, and elements that say the same are the same`() throws {
    var domain = Element("domain") {
      Element("name") { "a" }
      Element("vcpu") { "2" }
    }
    var kept = KeptTuning()
    kept.changes = [
      .init(part: .emulator, before: nil, after: Element("emulatorpin", ["cpuset": "0-3,1"])),
      .init(part: .processor(1), before: Element("vcpupin", ["vcpu": "1", "cpuset": "0"]), after: nil),
    ]
    kept.write(into: &domain)
    let again = try Element(parsing: domain.xmlText())
    #expect(KeptTuning(of: again)?.isSame(as: kept) == true)
    #expect(KeptTuning(of: again)?.isSame(as: KeptTuning()) == false)
    #expect(domain.elements.map(\.name) == ["name", "metadata", "vcpu"])
    var untuned = domain
    KeptTuning.remove(from: &untuned)
    #expect(untuned.elements.map(\.name) == ["name", "vcpu"])
    let one = try Element(parsing: "<topology sockets='1' dies='1' clusters='1' cores='2' threads='1'/>")
    #expect(one.inOneForm == Element("topology", ["cores": "2", "sockets": "1", "threads": "1"]).inOneForm)
  }
}
