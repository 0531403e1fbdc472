import MachineModel
import Testing
import XML

@testable import NeuronVM

@Suite struct SettingsPlannerTests {
  private static let devices = """
    <devices><disk type='file' device='disk'><source file='/a'/><target dev='vda'/></disk>
    <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface>
    <memballoon model='virtio'/></devices>
    """

  private func forms(_ inside: String = "", running: String? = nil) -> MachineForms {
    func xml(_ inside: String) -> String {
      let memory = inside.contains("<memory") ? "" : "<memory unit='GiB'>2</memory>"
      let processors = inside.contains("<vcpu") ? "" : "<vcpu>2</vcpu>"
      let devices = inside.contains("<devices") ? "" : Self.devices
      return "<domain><name>win</name>\(memory)\(processors)\(inside)\(devices)</domain>"
    }
    return MachineForms(
      name: "win", definition: MachineDefinition(xml: xml(inside), startsAutomatically: false),
      running: running.map(xml))
  }

  private func request(_ change: (inout SettingsRequest) -> Void) -> SettingsRequest {
    var request = SettingsRequest()
    change(&request)
    return request
  }

  private func problems(
    _ request: SettingsRequest, _ facts: SettingsFacts = SettingsFacts(), _ forms: MachineForms
  ) throws -> [String] {
    do throws(NeuronError) {
      _ = try SettingsPlanner.plan(request, facts: facts, before: forms)
      return []
    } catch {
      guard case .refused(let problems) = error else { throw error }
      return problems.map(\.code)
    }
  }

  @Test func `every problem is told at once`() throws {
    let request = request {
      $0.memory = "64G"
      $0.processors = 0
      $0.title = "a\nb"
      $0.description = "\u{1}"
      $0.bootOrder = "vdz,vda,vda,"
      $0.network = "network:none-such"
      $0.networkCard = "52:54:00:00:00:09"
    }
    let facts = SettingsFacts(networks: ["default": true], hostMemory: .gibibytes(16))
    #expect(
      try problems(request, facts, forms()) == [
        "memory.host", "vcpus", "title", "description", "bootOrder", "bootOrder", "bootOrder", "network.card",
        "network.missing",
      ])
  }

  @Test func `a network that is off, and one card of several, are refused in words`() throws {
    let two = forms(
      "<devices><interface type='user'><mac address='52:54:00:00:00:01'/></interface><interface type='user'><mac address='52:54:00:00:00:02'/></interface></devices>"
    )
    let facts = SettingsFacts(networks: ["default": false])
    #expect(try problems(request { $0.network = "default" }, facts, two) == ["network.card", "network.inactive"])
    #expect(try problems(request { $0.networkCard = "52:54:00:00:00:02" }, facts, two) == ["network"])
    let chosen = request {
      $0.network = "none"
      $0.networkCard = "52:54:00:00:00:02"
    }
    let plan = try SettingsPlanner.plan(chosen, facts: facts, before: two)
    let cards = plan.definition?.all("devices", "interface").map(\.networkAttachment)
    #expect(cards == [.user, NetworkAttachment.none])
  }

  @Test func `what is so already is no change`() throws {
    let request = request {
      $0.memory = "2G"
      $0.processors = 2
      $0.network = "default"
      $0.title = ""
      $0.autostart = false
    }
    let plan = try SettingsPlanner.plan(request, facts: SettingsFacts(networks: ["default": true]), before: forms())
    #expect(plan.changes.isEmpty && plan.definition == nil && plan.live.isEmpty)
  }

  @Test func `what runs follows as far as it can, and the rest waits`() throws {
    let request = request {
      $0.memory = "1G"
      $0.processors = 4
      $0.title = "New"
      $0.bootOrder = "vda"
    }
    let plan = try SettingsPlanner.plan(request, facts: SettingsFacts(), before: forms(running: ""))
    #expect(plan.live == [.memory(.gibibytes(1)), .title("New")])
    #expect(plan.changes.map(\.holds) == [.now, .fromNextStart, .now, .fromNextStart])
    // More than it may have, or less than its system needs, is not asked of a guest.
    for (memory, least) in [("4G", nil), ("1G", ByteCount.gibibytes(2))] as [(String, ByteCount?)] {
      let facts = SettingsFacts(leastMemory: least)
      let plan = try SettingsPlanner.plan(self.request { $0.memory = memory }, facts: facts, before: forms(running: ""))
      #expect(plan.live.isEmpty && plan.changes.map(\.holds) == [.fromNextStart])
      #expect(plan.warnings.isEmpty == (least == nil))
    }
  }

  @Test func `processors are plugged into a running machine, and never pulled out`() throws {
    let room = forms("<vcpu current='2'>4</vcpu>", running: "<vcpu current='2'>4</vcpu>")
    let more = try SettingsPlanner.plan(request { $0.processors = 3 }, facts: SettingsFacts(), before: room)
    #expect(more.live == [.processors(3)] && more.changes.map(\.holds) == [.now])
    let fewer = try SettingsPlanner.plan(request { $0.processors = 1 }, facts: SettingsFacts(), before: room)
    #expect(fewer.live.isEmpty && fewer.changes.map(\.holds) == [.fromNextStart])
    let odd = forms("<vcpu>4</vcpu><cpu><topology sockets='2' dies='1' cores='2' threads='1'/></cpu>")
    #expect(try problems(request { $0.processors = 3 }, SettingsFacts(), odd) == ["vcpus.topology"])
    #expect(try problems(request { $0.processors = 9 }, SettingsFacts(mostProcessors: 8), odd) == ["vcpus"])
  }

  @Test func `a machine whose memory is saved goes on as it was, and that is said`() throws {
    let plan = try SettingsPlanner.plan(
      request { $0.memory = "1G" }, facts: SettingsFacts(isSaved: true), before: forms())
    #expect(plan.warnings.count == 1)
  }
}
