import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM

/// What is decided about devices of the host, from values alone.
@Suite struct AttachmentPlannerTests {
  private static func address(_ text: String) throws -> PCIAddress { try PCIAddress(parsing: text) }

  /// A card with its sound, free to go, on a host that has another display.
  private static func host() throws -> HostHardware {
    func device(_ text: String, _ kind: UInt32, _ device: UInt16, _ group: Int, _ driver: String) throws -> PCIDevice {
      var function = PCIDevice(try address(text))
      function.kind = PCIClass(code: kind)
      function.identity = PCIIdentity(vendor: 0x10DE, device: device)
      function.subsystem = PCIIdentity(vendor: 0x1043, device: 0x8694)
      function.names.device = kind == 0x030000 ? "GeForce GTX 1080" : nil
      function.group = group
      function.driver = driver
      function.bridges = [try address("0000:00:01.0")]
      return function
    }
    var own = try device("0000:00:02.0", 0x030000, 1, 0, "i915")
    own.isBootDisplay = true
    var card = try device("0000:01:00.0", 0x030000, 0x1B80, 1, "nouveau")
    card.isBootDisplay = false
    var host = HostHardware()
    host.devices = [own, card, try device("0000:01:00.1", 0x040300, 0x10F0, 1, "snd_hda_intel")]
    host.iommu.groups = 2
    host.groups = [
      IOMMUGroup(number: 0, members: [own.address], hasFirmwareMemory: false),
      IOMMUGroup(
        number: 1, members: [card.address, try address("0000:01:00.1")], hasFirmwareMemory: false),
    ]
    let socket = DisplayConnector(name: "card1-DP-1", isConnected: false, isEnabled: false)
    host.adapters = [DisplayAdapter(device: card.address, nodes: ["card1"], connectors: [socket])]
    host.use = DeviceUse(holders: [], unseen: 0, moduleUses: ["nouveau": 0])
    host.disks = [DiskUse(place: "/", controllers: [])]
    host.networkCards = []
    host.inputDevices = []
    host.kernel.vfio = .loaded
    host.processor.maker = .intel
    return host
  }

  private static func domain(
    _ devices: String = "", machine: String = "pc-q35-7.2", features: String = ""
  ) throws -> Element {
    try Element(
      parsing: """
        <domain type='kvm'><name>win11</name><memory>1</memory>
        <os firmware='efi'><type arch='x86_64' machine='\(machine)'>hvm</type></os>\(features)
        <devices><controller type='pci' index='0' model='pcie-root'/>
        <controller type='pci' index='1' model='pcie-root-port'/>\(devices)<memballoon model='virtio'/></devices></domain>
        """)
  }

  private static let windows = "<features><hyperv mode='custom'><relaxed state='on'/></hyperv></features>"

  private func plan(
    _ definition: Element, running: Element? = nil, host: HostHardware? = nil, others: [MachineUse] = [],
    _ change: (inout AttachmentFacts) -> Void = { _ in }
  ) throws -> AttachmentPlan {
    let forms = DeviceForms(name: "win11", definition: definition, running: running)
    let host = try host ?? Self.host()
    let subject = try #require(host.subject(at: try Self.address("0000:01:00.1")))
    let machine = MachineUse("win11", definition: definition, running: running)
    var facts = AttachmentFacts(
      report: PassthroughCheck(host, machine: machine, otherMachines: others).report(subject),
      typed: try Self.address("0000:01:00.1"))
    change(&facts)
    return try AttachmentPlanner(forms: forms, facts: facts).plan()
  }

  private func codes(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch let error as NeuronError {
      return error.problems?.map(\.code) ?? ["\(error)"]
    } catch {
      return ["\(error)"]
    }
  }

  private func text(_ plan: AttachmentPlan) -> String {
    (plan.steps + plan.difference.unified + plan.warnings.map { "warning: " + $0 }).map { $0 + "\n" }.joined()
  }

  @Test func `a Windows machine gets the whole card, and what NVIDIA's drivers need`() throws {
    expectSnapshot(text(try plan(try Self.domain(features: Self.windows))), named: "attach-windows.txt")
  }

  @Test func `a Linux machine with a ROM gets the card in a free slot`() throws {
    let plan = try plan(try Self.domain()) { $0.romPath = "/srv/card.rom" }
    expectSnapshot(text(plan), named: "attach-linux-rom.txt")
    let devices = try #require(plan.definition).hostFunctions
    #expect(try devices[Self.address("0000:01:00.0")]?.first("address")?["bus"] == "0x1")
    #expect(try devices[Self.address("0000:01:00.1")]?.first("address")?["function"] == "0x1")
  }

  @Test func `where no port is free one is added`() throws {
    let full = "<interface type='user'><address type='pci' bus='0x01' slot='0x00'/></interface>"
    let domain = try #require(try plan(try Self.domain(full)).definition)
    #expect(domain.all("devices", "controller").contains { $0["index"] == "2" && $0["model"] == "pcie-root-port" })
  }

  @Test func `what the machine has already stays as somebody wrote it`() throws {
    let theirs = """
      <hostdev mode='subsystem' type='pci' managed='no'><source><address bus='0x01' slot='0x00' function='0x0'/></source>
      <alias name='ua-card'/></hostdev>
      """
    let plan = try plan(try Self.domain(theirs))
    let devices = try #require(plan.definition).hostFunctions
    #expect(try devices[Self.address("0000:01:00.0")]?["managed"] == "no")
    #expect(try devices[Self.address("0000:01:00.0")]?.first("alias") != nil)
    #expect(try devices[Self.address("0000:01:00.1")]?["managed"] == "yes")
    let again = try self.plan(try #require(plan.definition))
    #expect(again.isEmpty && again.steps.isEmpty)
  }

  @Test func `what only keeps a machine from starting now is a warning while it is off`() throws {
    var host = try Self.host()
    host.use?.holders = [
      DeviceHolder(
        process: 812, name: "gnome-shell", nodes: ["/dev/dri/card1"], devices: [try Self.address("0000:01:00.0")])
    ]
    let other = MachineUse(
      name: "archive", isRunning: true, devices: [try Self.address("0000:01:00.0")], board: nil, isUEFI: true)
    let off = try plan(try Self.domain(), host: host, others: [other])
    #expect(off.warnings.count { $0.hasPrefix("It cannot start as things are now") } == 2)
    #expect(off.warnings.contains { $0.contains("gnome-shell (pid 812: /dev/dri/card1)") })
    #expect(
      codes { _ = try plan(try Self.domain(), running: try Self.domain(), host: host, others: [other]) }
        == ["held", "machine.taken"])
  }

  @Test func `everything that stands in the way is told at once`() throws {
    var host = try Self.host()
    host.devices?[0].isBootDisplay = false
    host.devices?[1].isBootDisplay = true
    let all = codes {
      _ = try plan(try Self.domain(machine: "pc-i440fx-7.2"), host: host) {
        $0.isSession = true
        $0.romProblems = [Problem(code: "rom", message: "no")]
      }
    }
    #expect(all == ["machine.session", "display.boot", "machine.board", "rom"])
  }

  @Test func `a machine that runs gets every function now`() throws {
    let port = "<controller type='pci' index='2' model='pcie-root-port'/>"
    let plan = try plan(try Self.domain(port), running: try Self.domain(port))
    #expect(plan.live.keys.sorted().map(\.description) == ["0000:01:00.0", "0000:01:00.1"])
    // libvirt plugs no second function into a slot while a machine runs.
    let places = plan.live.values.map { $0.first("address") }
    #expect(Set(places.map { $0?["bus"] }) == ["0x1", "0x2"])
    #expect(places.allSatisfy { $0?["function"] == "0x0" && $0?["multifunction"] == nil })
  }

  @Test func `a machine that runs and has no place for all functions gets none of them before its next start`() throws {
    let plan = try plan(try Self.domain(), running: try Self.domain())
    #expect(plan.live.isEmpty && plan.definition != nil)
    #expect(plan.warnings.contains { $0.contains("2 free PCI Express ports are needed") && $0.contains("it has 1") })
  }

  @Test func `taking the card away leaves the machine as it was`() throws {
    let before = try Self.domain(features: Self.windows)
    let with = try #require(try plan(before).definition)
    let forms = DeviceForms(name: "win11", definition: with, running: nil)
    let plan = try DetachmentPlanner(forms: forms, address: nil, onlyGraphics: true).plan()
    let after = try #require(plan.definition)
    #expect(LineDifference(from: try before.xmlText(), to: try after.xmlText()).isEmpty)
    expectSnapshot(
      plan.steps.map { $0 + "\n" }.joined() + plan.difference.unified.map { $0 + "\n" }.joined(),
      named: "detach-windows.txt")
  }

  @Test func `what another device needs stays on when one goes`() throws {
    let first = try #require(try plan(try Self.domain()).definition)
    var both = first
    var usb = PCIDevice(try Self.address("0000:05:00.0"))
    usb.kind = PCIClass(code: 0x0C0330)
    let given = GivenDevice.all(in: first)
    both.setGivenDevices(given + [GivenDevice(PassthroughSubject(usb), hasAnotherWayIn: false, settings: [])])
    both.edit("devices") { devices in
      devices.children += (PCIHostDevice(functions: [usb.address])?.elements ?? []).map { .element($0) }
    }
    let forms = DeviceForms(name: "win11", definition: both, running: nil)
    let planner = DetachmentPlanner(forms: forms, address: try Self.address("0000:01:00.1"), onlyGraphics: true)
    let after = try #require(try planner.plan().definition)
    #expect(after.first("devices", "memballoon")?["model"] == "none")
    let rest = GivenDevice.all(in: after)
    #expect(rest.map(\.address) == [usb.address] && rest.first?.settings == [.noBalloon, .noSleep])
    #expect(
      codes { _ = try DetachmentPlanner(forms: forms, address: nil, onlyGraphics: false).plan() } == ["device.which"])
  }

  @Test func `a device of another tool goes too, and what is not there is said`() throws {
    let theirs = """
      <hostdev mode='subsystem' type='pci'><source><address bus='0x01' slot='0x00' function='0x0'/></source></hostdev>
      """
    let forms = DeviceForms(name: "win11", definition: try Self.domain(theirs), running: nil)
    let plan = try DetachmentPlanner(forms: forms, address: nil, onlyGraphics: true).plan()
    #expect(plan.definition?.hostFunctions.isEmpty == true)
    let address = try Self.address("0000:09:00.0")
    #expect(
      codes { _ = try DetachmentPlanner(forms: forms, address: address, onlyGraphics: true).plan() } == [
        "device.missing"
      ])
    let none = DeviceForms(name: "win11", definition: try Self.domain(), running: nil)
    #expect(
      codes { _ = try DetachmentPlanner(forms: none, address: nil, onlyGraphics: true).plan() } == ["device.none"])
  }
}
