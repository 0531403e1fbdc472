import Hardware
import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM

@Suite struct TuningPlannerTests {
  private func facts(_ host: HostFixture, near device: String? = nil) throws -> TuningFacts {
    let root = try TemporaryDirectory()
    try host.tree.write(to: root.path)
    var facts = TuningFacts()
    facts.host = HostReader(try HostRoot(root.path)).processorsAndMemory(
      near: Set([try device.map { try PCIAddress(parsing: $0) }].compactMap(\.self)))
    return facts
  }

  /// A machine, with what is said of it inside.
  private func forms(_ processors: Int, _ inside: String = "", type: String = "kvm") -> MachineForms {
    let cpu = inside.contains("<cpu ") ? "" : "<cpu mode='host-passthrough'/>"
    let xml = """
      <domain type='\(type)'><name>win</name><memory unit='GiB'>8</memory><vcpu>\(processors)</vcpu>\(cpu)\(inside)\
      <devices/></domain>
      """
    return MachineForms(
      name: "win", definition: MachineDefinition(xml: xml, startsAutomatically: false), running: nil)
  }

  private func plan(_ host: HostFixture, _ processors: Int, _ inside: String = "") throws -> TuningPlan {
    try TuningPlanner.plan(try facts(host), before: forms(processors, inside))
  }

  private func codes(_ host: HostFixture, _ forms: MachineForms) throws -> [String] {
    let facts = try facts(host)
    do throws(NeuronError) {
      _ = try TuningPlanner.plan(facts, before: forms)
      return []
    } catch {
      guard case .refused(let problems) = error else { throw error }
      return problems.map(\.code)
    }
  }

  @Test(arguments: HostFixture.differentProcessors)
  func `a machine gets whole cores, the host keeps enough, and the way back is exact`(host: HostFixture) throws {
    let facts = try facts(host)
    let topology = try #require(facts.host.processor.topology)
    let hasArm = facts.host.processor.maker == .arm
    var planned = 0
    for count in Array(1...13) + [16, 24, 28, 30, 32, 40] {
      for inside in ["", Self.pinned(count)] {
        let before = forms(count, inside)
        let plan: TuningPlan
        do throws(NeuronError) {
          plan = try TuningPlanner.plan(facts, before: before)
        } catch {
          guard case .refused(let problems) = error else { throw error }
          #expect(problems.allSatisfy { hasArm || $0.remedy?.contains("--vcpus") == true }, "\(problems)")
          continue
        }
        planned += 1
        let layout = try #require(plan.layout)
        let threads = Set(layout.processors)
        #expect(layout.processors.count == count && threads.count == count)
        let cores = topology.cores.filter { !threads.isDisjoint(with: $0.threads) }
        #expect(cores.count == layout.cores && cores.allSatisfy { $0.isEfficient != true })
        // No core of the machine does anything else, and the host has one to itself, or two of many.
        #expect(!cores.contains { layout.hostThreads.overlaps($0.threads) })
        #expect(topology.cores.count - cores.count >= (topology.cores.count >= 6 ? 2 : 1))
        #expect(!layout.hostThreads.isEmpty)
        for core in cores where count > 1 { #expect(threads.isSuperset(of: core.threads)) }
        let siblings = stride(from: 0, to: count, by: layout.threadsPerCore).map { first in
          layout.processors[first..<(first + layout.threadsPerCore)]
        }
        #expect(siblings.allSatisfy { pair in topology.cores.contains { Set($0.threads).isSuperset(of: pair) } })
        let tuned = try #require(plan.definition)
        let shape = try #require(tuned.first("cpu", "topology"))
        #expect(shape["cores"] == "\(layout.cores)" && shape["threads"] == "\(layout.threadsPerCore)")

        let after = try self.after(plan)
        #expect(try TuningPlanner.plan(facts, before: after).isEmpty)
        let back = try TuningPlanner.reversal(before: after, isSaved: false)
        #expect(back.warnings.isEmpty)
        #expect(try back.definition?.inOneForm == before.definition.element().inOneForm)
      }
    }
    #expect(planned > 0 || hasArm)
  }

  private func after(_ plan: TuningPlan) throws -> MachineForms {
    let xml = try #require(plan.definition).xmlText()
    return MachineForms(
      name: "win", definition: MachineDefinition(xml: xml, startsAutomatically: false), running: nil)
  }

  /// Bindings and pages that somebody chose.
  private static func pinned(_ count: Int) -> String {
    """
    <cputune><shares>2048</shares><vcpupin vcpu='0' cpuset='0,1'/><emulatorpin cpuset='0-1'/></cputune>\
    <memoryBacking><hugepages><page size='2' unit='M'/></hugepages><locked/></memoryBacking><iothreads>2</iothreads>\
    <numatune><memory mode='strict' nodeset='0'/></numatune><metadata><tool:x xmlns:tool='urn:x'/></metadata>\
    <cpu mode='host-passthrough'><topology sockets='1' cores='\(count)' threads='1'/></cpu>
    """
  }

  @Test func `the die is taken that has more cache, or that is near the card, or that nobody else has`() throws {
    #expect(try plan(.twoDies, 8).layout?.processors == [12, 28, 13, 29, 14, 30, 15, 31])
    #expect(try plan(.unequalCaches, 8).layout?.processors == [4, 20, 5, 21, 6, 22, 7, 23])
    let forms = forms(8)
    let near = try TuningPlanner.plan(try facts(.twoSockets, near: "0000:01:00.0"), before: forms)
    #expect(near.layout?.node == 1 && near.layout?.processors.allSatisfy { 8..<16 ~= $0 || 24..<32 ~= $0 } == true)
    #expect(near.definition?.first("numatune", "memory")?["nodeset"] == "1")
    var facts = try facts(.twoDies)
    facts.others = [.init(name: "other", processors: ProcessorSet(8...15), hugePages: [:])]
    let elsewhere = try TuningPlanner.plan(facts, before: forms)
    #expect(elsewhere.layout?.processors.allSatisfy { 0..<8 ~= $0 || 16..<24 ~= $0 } == true)
    #expect(elsewhere.warnings.isEmpty && elsewhere.layout?.hostThreads.overlaps(8...15) == false)
    facts.others[0].processors = ProcessorSet(0...31)
    #expect(try TuningPlanner.plan(facts, before: forms).warnings.contains { $0.contains("other") })
  }

  @Test func `large cores, cores that were set aside, and allowed ones are kept to`() throws {
    let hybrid = try #require(try plan(.largeAndSmallCores, 16).layout)
    #expect(hybrid.processors == Array(0..<16) && hybrid.hostThreads.description == "16-23")
    let isolated = try #require(try plan(.isolatedProcessors, 8).layout)
    #expect(ProcessorSet(isolated.processors).description == "4-7,12-15")
    #expect(isolated.hostThreads.description == "0-3,8-11")
    let limited = try #require(try plan(.limitedProcessors, 6).layout)
    #expect(ProcessorSet(limited.processors + limited.hostThreads.numbers).description == "0-3,8-11")
    #expect(try codes(.limitedProcessors, forms(8)) == ["tune.cores"])
    let off = try #require(try plan(.processorsOff, 10).layout)
    #expect(!off.processors.contains(6) && off.hostThreads.contains(6))
  }

  @Test func `what cannot be done well is refused, all of it at once`() throws {
    #expect(try codes(.twoCores, forms(2)) == ["tune.cores"])
    #expect(try codes(.twoCores, forms(1)) == [])
    #expect(try codes(.eightCores, forms(17)) == ["tune.halfCore", "tune.cores"])
    #expect(try codes(.armProcessors, forms(2)) == ["tune.architecture"])
    #expect(try codes(HostFixture("bare"), forms(2)) == ["tune.processors"])
    let cells = "<cpu mode='x'><numa><cell id='0'/><cell id='1'/></numa></cpu>"
    #expect(try codes(.eightCores, forms(4, cells)) == ["tune.cells"])
    let spread = try plan(.smallCaches, 8)
    #expect(spread.warnings.contains { $0.contains("2 caches") && $0.contains("6 processors") }, "\(spread.warnings)")
  }

  @Test func `pages are asked for only where they are there at every start, for all who ask`() throws {
    var facts = try facts(.keptPages)
    func pages(_ inside: String = "") throws -> TuningLayout.Memory? {
      try TuningPlanner.plan(facts, before: forms(4, inside)).layout?.memory
    }
    #expect(try pages() == .reserved(.gibibytes(1)))
    facts.others = [.init(name: "b", processors: ProcessorSet([]), hugePages: [.gibibytes(1): .gibibytes(8)])]
    #expect(try pages() == .reserved(.gibibytes(1)))
    facts.others[0].hugePages = [nil: .gibibytes(9)]
    #expect(try pages() == .transparent)
    facts.others = []
    facts.host.kernel.parameters = ["default_hugepagesz=1G", "hugepages=0:4,1:3"]
    #expect(try pages() == .transparent)
    facts.host.kernel.parameters = ["default_hugepagesz=1G", "hugepages=0:4,1:4"]
    #expect(try pages() == .reserved(.gibibytes(1)))
    #expect(try pages("<maxMemory slots='2' unit='GiB'>16</maxMemory>") == .transparent)
    facts.isSession = true
    #expect(try pages() == .transparent)
    facts.isSession = false
    facts.host.memory.mountedPageSizes = [.mebibytes(2)]
    #expect(try pages() == .transparent)
    // Those that are there now are not there after the next start; a definition that counts on them is mended.
    let passing = try plan(.passingPages, 4, "<memoryBacking><hugepages/></memoryBacking>")
    #expect(passing.layout?.memory == .transparent && passing.definition?.first("memoryBacking", "hugepages") == nil)
    #expect(passing.words.contains { $0.contains("vm.nr_hugepages=4096") }, "\(passing.words)")
    var lasting = HostFixture.passingPages
    lasting.file("usr/lib/sysctl.d/10-a.conf", "vm.nr_hugepages = 1\n")
    lasting.file("etc/sysctl.d/50-b.conf", "# pages\nvm.nr_hugepages = 8192\n")
    #expect(try plan(lasting, 4).layout?.memory == .reserved(.mebibytes(2)))
  }

  @Test func `an AMD guest is told which threads share a core only where QEMU can`() throws {
    func feature(_ forms: MachineForms, _ host: HostFixture = .twoDies) throws -> String? {
      let plan = try TuningPlanner.plan(try facts(host), before: forms)
      return plan.definition?.first("cpu", "feature")?["name"]
    }
    #expect(try feature(forms(8)) == "topoext")
    #expect(try feature(forms(8, type: "qemu")) == nil)
    #expect(try feature(forms(1)) == nil)
    #expect(try feature(forms(8, "<cpu mode='custom'/>")) == nil)
    #expect(try feature(forms(8), .largeAndSmallCores) == nil)
  }

  @Test func `what was changed since stays when tuning is taken back, and is said`() throws {
    var domain = try #require(try plan(.twoDies, 8).definition)
    domain.tune(.processor(3), Element("vcpupin", ["vcpu": "3", "cpuset": "0-1"]))
    domain.tune(.pageMerging, nil)
    domain.edit("vcpu") { $0["current"] = "4" }
    let before = MachineForms(
      name: "win", definition: MachineDefinition(xml: try domain.xmlText(), startsAutomatically: false), running: nil)
    let back = try TuningPlanner.reversal(before: before, isSaved: false)
    let definition = try #require(back.definition)
    #expect(definition.all("cputune", "vcpupin").map { $0["vcpu"] } == ["3"])
    #expect(definition.first("cputune", "emulatorpin") == nil && definition.first("memoryBacking") == nil)
    #expect(definition.first("vcpu")?["current"] == "4" && definition.first("metadata") == nil)
    #expect(back.warnings == ["Changed since, and so left as it is: where its processors run."])
    // Tuned once more, what the user chose is what a later way back brings.
    let again = try TuningPlanner.plan(try facts(.twoDies), before: before)
    let second = try TuningPlanner.reversal(before: try after(again), isSaved: false)
    #expect(second.definition?.all("cputune", "vcpupin").map { $0["cpuset"] } == ["0-1"])
    #expect(throws: NeuronError.self) { try TuningPlanner.reversal(before: forms(2), isSaved: false) }
  }

  @Test func `with fewer processors than before, those that are gone are not asked about`() throws {
    var domain = try #require(try plan(.twoDies, 8).definition)
    domain.setProcessors(6)
    let before = MachineForms(
      name: "win", definition: MachineDefinition(xml: try domain.xmlText(), startsAutomatically: false), running: nil)
    let again = try TuningPlanner.plan(try facts(.twoDies), before: before)
    #expect(again.layout?.processors.count == 6)
    let back = try TuningPlanner.reversal(before: before, isSaved: false)
    #expect(back.warnings == ["Changed since, and so left as it is: the processor topology."])
    #expect(back.definition?.first("cpu", "topology")?["cores"] == "3")
  }
}
