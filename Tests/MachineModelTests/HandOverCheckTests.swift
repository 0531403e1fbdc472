import MachineModel
import Testing

/// What is looked at right before a machine starts.
@Suite struct HandOverCheckTests {
  private static func address(_ text: String) throws -> PCIAddress { try PCIAddress(parsing: text) }

  private static func device(
    _ text: String, _ ids: PCIIdentity, kind: UInt32 = 0x030000, group: Int, port: String, driver: String? = "bochs-drm"
  ) throws -> PCIDevice {
    var device = PCIDevice(try address(text))
    device.kind = PCIClass(code: kind)
    device.identity = ids
    device.names.device = "Card \(ids)"
    device.group = group
    device.driver = driver
    device.isBootDisplay = kind == 0x030000 ? false : nil
    device.bridges = [try address(port)]
    return device
  }

  private static let red = PCIIdentity(vendor: 0x1002, device: 0x73BF)
  private static let green = PCIIdentity(vendor: 0x10DE, device: 0x1B80)

  /// A host with its own display and these cards, which nobody holds.
  private static func host(_ cards: [PCIDevice]) throws -> HostHardware {
    var own = PCIDevice(try address("0000:00:02.0"))
    own.kind = PCIClass(code: 0x030000)
    own.identity = PCIIdentity(vendor: 0x8086, device: 1)
    own.driver = "i915"
    own.isBootDisplay = true
    own.group = 0
    own.bridges = []
    var host = HostHardware()
    host.devices = ([own] + cards).sorted { $0.address < $1.address }
    host.iommu.groups = 9
    host.groups = (host.devices ?? []).map {
      IOMMUGroup(number: $0.group ?? 0, members: [$0.address], hasFirmwareMemory: false)
    }
    host.adapters = cards.map { card in
      let socket = DisplayConnector(name: "card1-DP-1", isConnected: false, isEnabled: false)
      return DisplayAdapter(device: card.address, nodes: ["card1"], connectors: [socket])
    }
    host.use = DeviceUse(holders: [], unseen: 0)
    host.disks = [DiskUse(place: "/", controllers: [])]
    host.networkCards = []
    host.inputDevices = []
    host.kernel.vfio = .loaded
    host.processor.maker = .intel
    return host
  }

  /// What a machine was given from a host at an address.
  private static func given(_ text: String, of host: HostHardware, anotherWayIn: Bool = false) throws -> GivenDevice {
    GivenDevice(try #require(host.subject(at: address(text))), hasAnotherWayIn: anotherWayIn, settings: [])
  }

  private func problems(
    _ host: HostHardware, _ given: [GivenDevice], has devices: [String]? = nil, others: [MachineUse] = [],
    isLookedAtAgain: Bool = false, onlyGiven: Bool = false
  ) throws -> [PassthroughProblem] {
    var addresses = given.reduce(into: Set<PCIAddress>()) { $0.formUnion($1.addresses) }
    if let devices { addresses = Set(try devices.map(Self.address)) }
    let machine = MachineUse(name: "win 11", isRunning: false, devices: addresses, board: "q35", isUEFI: true)
    return HandOverCheck(
      host, machine: machine, given: given, otherMachines: others, isLookedAtAgain: isLookedAtAgain
    ).problems(onlyGiven: onlyGiven)
  }

  @Test func `a card in its place may go`() throws {
    let host = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")])
    #expect(try problems(host, [try Self.given("0000:01:00.0", of: host)]) == [])
  }

  @Test func `a card whose bus has another number now is not given away, and is found`() throws {
    let before = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")])
    let after = try Self.host([
      try Self.device("0000:01:00.0", Self.green, group: 1, port: "0000:00:1d.0"),
      try Self.device("0000:02:00.0", Self.red, group: 2, port: "0000:00:01.0"),
    ])
    let problem = try #require(try problems(after, [try Self.given("0000:01:00.0", of: before)]).first)
    #expect(problem.code == "device.moved")
    #expect(problem.message.contains("there is Card 10de:1b80 now. It is at 0000:02:00.0 now."))
    #expect(
      problem.remedy?.contains(
        "neuron-vm gpu detach 'win 11' 0000:01:00.0 && neuron-vm gpu attach 'win 11' 0000:02:00.0") == true)
  }

  @Test func `a card that is gone is said to be nowhere`() throws {
    let before = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")])
    let problem = try #require(try problems(try Self.host([]), [try Self.given("0000:01:00.0", of: before)]).first)
    #expect(problem.message.contains("nothing is there now. It was found nowhere else."))
  }

  @Test func `of two equal cards the slot decides which one it is`() throws {
    func host(_ first: String, _ second: String) throws -> HostHardware {
      try Self.host([
        try Self.device("0000:01:00.0", Self.red, group: 1, port: first),
        try Self.device("0000:02:00.0", Self.red, group: 2, port: second),
      ])
    }
    let before = try host("0000:00:01.0", "0000:00:02.0")
    let given = try Self.given("0000:01:00.0", of: before)
    #expect(try problems(before, [given]) == [])
    let swapped = try host("0000:00:02.0", "0000:00:01.0")
    let problem = try #require(try problems(swapped, [given]).first)
    #expect(problem.code == "device.moved" && problem.message.contains("It is at 0000:02:00.0 now."))
    let elsewhere = try problems(try host("0000:00:03.0", "0000:00:04.0"), [given])
    #expect(elsewhere.first?.message.contains("Equal ones are at 0000:01:00.0, 0000:02:00.0.") == true)
  }

  @Test func `the only card of its make may be plugged in elsewhere`() throws {
    let before = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")])
    let after = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:1d.0")])
    #expect(try problems(after, [try Self.given("0000:01:00.0", of: before)]) == [])
  }

  @Test func `a running machine that has it is named, once`() throws {
    var host = try Self.host([
      try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0", driver: "vfio-pci")
    ])
    let given = try Self.given("0000:01:00.0", of: host)
    host.use?.holders = [
      DeviceHolder(process: 77, name: "qemu-system-x86", nodes: ["/dev/vfio/1"], devices: given.addresses)
    ]
    let other = MachineUse(name: "archive", isRunning: true, devices: given.addresses, board: nil, isUEFI: true)
    #expect(try problems(host, [given], others: [other]).map(\.code) == ["machine.taken"])
    #expect(try problems(host, [given]).map(\.code) == ["held.machine"])
  }

  @Test func `what is not seen of processes is left to whoever looks again as root`() throws {
    var host = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")])
    host.use?.unseen = 3
    let given = try Self.given("0000:01:00.0", of: host)
    #expect(try problems(host, [given]).map(\.code) == ["held.unseen"])
    #expect(try problems(host, [given], isLookedAtAgain: true) == [])
  }

  @Test func `the user's word holds for the device that it was given for`() throws {
    var host = try Self.host([try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")])
    host.devices?.removeFirst()
    #expect(try problems(host, [try Self.given("0000:01:00.0", of: host)]).contains { $0.code == "display.only" })
    #expect(try problems(host, [try Self.given("0000:01:00.0", of: host, anotherWayIn: true)]) == [])
  }

  @Test func `a device of another tool is judged too, and how to say that one knows better is told`() throws {
    var host = try Self.host([])
    host.devices?[0].driver = nil
    let problems = try problems(host, [], has: ["0000:00:02.0", "0000:7f:00.0"])
    #expect(problems.contains { $0.code == "display.boot" })
    #expect(
      problems.first { $0.code == "display.boot" }?.remedy?.contains(
        "neuron-vm gpu attach --i-have-another-way-in 0000:00:02.0 'win 11' 0000:00:02.0") == true)
    #expect(problems.contains { $0.code == "device.gone" })
    #expect(try self.problems(host, [], has: ["0000:00:02.0", "0000:7f:00.0"], onlyGiven: true) == [])
  }

  @Test func `a whole group may go to one machine`() throws {
    var card = try Self.device("0000:01:00.0", Self.red, group: 1, port: "0000:00:01.0")
    card.driver = "amdgpu"
    let network = try Self.device(
      "0000:02:00.0", PCIIdentity(vendor: 0x8086, device: 2), kind: 0x020000, group: 1, port: "0000:00:01.0",
      driver: "e1000")
    var host = try Self.host([card, network])
    host.groups = [IOMMUGroup(number: 1, members: [card.address, network.address], hasFirmwareMemory: false)]
    host.devices?[0].group = 0
    host.groups.append(IOMMUGroup(number: 0, members: [try Self.address("0000:00:02.0")], hasFirmwareMemory: false))
    let given = try Self.given("0000:01:00.0", of: host)
    #expect(try problems(host, [given]).map(\.code).contains("group.shared"))
    #expect(try !problems(host, [given], has: ["0000:01:00.0", "0000:02:00.0"]).map(\.code).contains("group.shared"))
  }
}
