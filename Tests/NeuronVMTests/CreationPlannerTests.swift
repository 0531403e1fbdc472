import FoundationEssentials
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct CreationPlannerTests {
  private let pool = CreationFacts.Pool(name: "default", path: "/var/lib/libvirt/images", available: 500 << 30)
  private var windows: CreationRequest {
    var request = CreationRequest(name: "win11", template: "windows11-basic")
    request.memory = "8G"
    request.processors = 4
    request.disk = "64G"
    return request
  }

  private func plan(_ request: CreationRequest, _ facts: CreationFacts) throws(NeuronError) -> CreationPlan {
    let path = PackageRoot.path + "/Templates/\(request.template).xml"
    return try CreationPlanner(
      input: CreationInput(request, isSession: false), template: try TemplateLibrary().template(at: path), facts: facts
    ).plan()
  }

  private func problems(_ request: CreationRequest, _ facts: CreationFacts) -> [String] {
    do {
      _ = try plan(request, facts)
      return []
    } catch {
      guard case .refused(let problems) = error else { return ["\(error)"] }
      return problems.map(\.code)
    }
  }

  private var facts: CreationFacts {
    CreationFacts(pool: pool, network: .init(name: "default", exists: true, isActive: true))
  }

  @Test func `on a host where all is ready only the disk and the definition are made`() throws {
    let plan = try plan(windows, facts)
    #expect(plan.steps.map(\.code) == ["createDisk", "define"])
    #expect(plan.xml.contains("/var/lib/libvirt/images/win11.qcow2"))
  }

  @Test func `what is missing or asleep comes first`() throws {
    var facts = facts
    facts.pool.exists = false
    facts.pool.isActive = false
    facts.network = .init(name: "default", exists: true, isActive: false)
    var request = windows
    request.starts = true
    request.iso = "/srv/win11.iso"
    let plan = try plan(request, facts)
    #expect(
      plan.steps.map(\.code) == [
        "definePool", "startPool", "startNetwork", "createDisk", "define", "start", "pressKey",
      ])
  }

  @Test func `no key is pressed for a machine that boots nothing from an ISO`() throws {
    var request = windows
    request.starts = true
    #expect(try plan(request, facts).steps.map(\.code) == ["createDisk", "define", "start"])
  }

  @Test func `all problems are told at once`() {
    var request = windows
    request.name = "a/b"
    request.memory = "8"
    request.processors = 0
    request.mac = "52:54:00"
    request.network = "wlan"
    request.commandLine = "quiet"
    request.firmware = .bios
    let codes = problems(request, facts)
    for code in ["name", "memory", "vcpus", "mac", "network", "kernel", "firmware"] { #expect(codes.contains(code)) }
    #expect(!codes.contains("template.memory_mb"), "what could not be read is not missing too")
  }

  @Test func `a name that is taken and a disk that is there are refused`() {
    var facts = facts
    facts.nameIsTaken = true
    facts.pool.volumes = ["win11.qcow2"]
    #expect(problems(windows, facts) == ["name.taken", "disk.taken"])
  }

  @Test func `a pool without files and a network that is missing are refused`() {
    var facts = facts
    facts.pool.isFolder = false
    facts.network = .init(name: "default", exists: false, isActive: false)
    #expect(problems(windows, facts) == ["pool.kind", "network.missing"])
  }

  @Test func `Windows 11 gets no less than its Setup asks for`() {
    var request = windows
    request.memory = "2G"
    request.processors = 1
    request.disk = "32G"
    #expect(
      problems(request, facts) == ["template.disk_size_gb", "template.memory_mb", "template.vcpus"])
  }

  @Test func `a disk that may outgrow its pool is a warning`() throws {
    var facts = facts
    facts.pool.available = 10 << 30
    #expect(try plan(windows, facts).warnings.contains { $0.contains("10 GiB") })
  }

  @Test func `what the host cannot run is told, each reason once`() throws {
    let warnings = try plan(windows, facts).warnings
    #expect(warnings.contains { $0.contains("Secure Boot") })
    #expect(Set(warnings).count == warnings.count)
  }

  @Test func `two plans have different addresses and identities`() throws {
    let (one, other) = (try plan(windows, facts), try plan(windows, facts))
    #expect(one.id != other.id)
    #expect(one.xml != other.xml)
  }
}
