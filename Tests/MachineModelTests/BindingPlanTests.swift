import MachineModel
import Testing

/// How a device is taken and given back, on values made by hand.
@Suite struct BindingPlanTests {
  private let card: PCIAddress
  private let sound: PCIAddress

  init() throws {
    card = try PCIAddress(parsing: "0000:01:00.0")
    sound = try PCIAddress(parsing: "0000:01:00.1")
  }

  /// The processor's graphics show the picture, and a card is free.
  private func host() throws -> HostHardware {
    var own = PCIDevice(try PCIAddress(parsing: "0000:00:02.0"))
    own.kind = PCIClass(code: 0x030000)
    own.isBootDisplay = true
    own.group = 0
    own.driver = "i915"
    var picture = PCIDevice(card)
    picture.kind = PCIClass(code: 0x030000)
    picture.identity = PCIIdentity(vendor: 0x1002, device: 0x73BF)
    picture.isBootDisplay = false
    picture.group = 1
    picture.driver = "amdgpu"
    var other = PCIDevice(sound)
    other.kind = PCIClass(code: 0x040300)
    other.group = 1
    other.driver = "snd_hda_intel"
    var host = HostHardware()
    host.devices = [own, picture, other]
    host.iommu.groups = 2
    host.groups = [IOMMUGroup(number: 1, members: [card, sound], hasFirmwareMemory: false)]
    host.adapters = [
      DisplayAdapter(
        device: card, nodes: ["card1"],
        connectors: [DisplayConnector(name: "card1-DP-1", isConnected: false, isEnabled: false)])
    ]
    host.use = DeviceUse(holders: [], unseen: 0, moduleUses: ["amdgpu": 0])
    host.disks = [DiskUse(place: "/", controllers: [])]
    host.networkCards = []
    host.inputDevices = []
    host.kernel.vfio = .loadable
    host.processor.maker = .amd
    return host
  }

  private func plan(_ host: HostHardware, anotherWayIn: Set<PCIAddress> = []) throws -> BindingPlan {
    BindingPlan(try #require(host.subject(at: card)), on: host, anotherWayIn: anotherWayIn)
  }

  @Test func `each function is taken by its address, the last one first`() throws {
    let plan = try plan(try host())
    #expect(plan.problems.isEmpty)
    #expect(plan.steps.map(\.code) == ["load", "override", "unbind", "probe", "override", "unbind", "probe"])
    #expect(plan.steps.compactMap(\.address) == [sound, sound, sound, card, card, card])
    #expect(
      plan.steps.compactMap(\.write).map { "\($0.path) \($0.text.filter { $0 != "\n" })" } == [
        "sys/bus/pci/devices/0000:01:00.1/driver_override vfio-pci",
        "sys/bus/pci/drivers/snd_hda_intel/unbind 0000:01:00.1", "sys/bus/pci/drivers_probe 0000:01:00.1",
        "sys/bus/pci/devices/0000:01:00.0/driver_override vfio-pci",
        "sys/bus/pci/drivers/amdgpu/unbind 0000:01:00.0", "sys/bus/pci/drivers_probe 0000:01:00.0",
      ])
  }

  @Test func `a function that is a machine's already is left alone`() throws {
    var host = try host()
    host.kernel.vfio = .loaded
    host.devices?[2].driver = "vfio-pci"
    #expect(try plan(host).steps.compactMap(\.address) == [card, card, card])
    host.devices?[1].driver = "vfio-pci"
    #expect(try plan(host).isDone)
    #expect(try plan(host).steps.isEmpty)
  }

  typealias Change = @Sendable (inout HostHardware) -> Void

  static let obstacles: [(String, Change)] = [
    ("held", { $0.use?.holders = [holder("/dev/dri/card1", 0)] }),
    ("held", { $0.use?.holders = [holder("/dev/snd/pcmC1D0p", 1)] }),
    ("held.machine", { $0.use?.holders = [holder("/dev/vfio/1", 0)] }),
    ("disk.vital", { $0.disks = [DiskUse(place: "/", controllers: [$0.groups[0].members[1]])] }),
    ("group.bridge", { $0.devices?[2].kind = PCIClass(code: 0x060400) }),
    ("device.bridge", { $0.devices?[1].kind = PCIClass(code: 0x060400) }),
    ("driver.unknown", { $0.devices?[2].driver = "../../evil" }),
    ("iommu.noGroup", { $0.devices?[2].group = nil }),
  ]

  private static func holder(_ node: String, _ function: UInt8) -> DeviceHolder {
    DeviceHolder(
      process: 42, name: "blender", nodes: [node],
      devices: Set([PCIAddress(bus: 1, slot: 0, function: function)].compactMap(\.self)))
  }

  @Test(arguments: obstacles)
  func `no other way in makes up for it`(code: String, change: Change) throws {
    var host = try host()
    change(&host)
    let plan = try plan(host, anotherWayIn: [card, sound])
    #expect(plan.problems.contains { $0.code == code }, "\(plan.problems.map(\.code))")
    #expect(plan.steps.isEmpty)
  }

  @Test func `a device of unknown kind in the group that a driver of the host's has is the host's`() throws {
    var host = try host()
    var stray = PCIDevice(try PCIAddress(parsing: "0000:02:00.0"))
    stray.group = 1
    stray.driver = "nvme"
    host.devices?.append(stray)
    #expect(try !plan(host, anotherWayIn: [card]).problems.isEmpty)
    #expect(try plan(host, anotherWayIn: [card]).steps.isEmpty)
  }

  @Test func `the boot display goes when its address is typed`() throws {
    var host = try host()
    host.devices?[0].isBootDisplay = false
    host.devices?[1].isBootDisplay = true
    #expect(try plan(host).problems.contains { $0.code == "display.boot" })
    #expect(try plan(host).override == "--i-have-another-way-in 0000:01:00.0")
    #expect(try plan(host, anotherWayIn: [sound, card]).problems.isEmpty)
  }

  @Test func `what was taken goes back to what had it, from wherever it stands`() throws {
    let before = BoundCard(
      address: card,
      functions: [
        BoundFunction(
          address: card, identity: "1002:73bf", owner: .driver(try #require(DriverName("amdgpu"))),
          module: DriverName("amdgpu")),
        BoundFunction(address: sound, identity: nil, owner: .nobody),
      ], boot: "")
    var host = try host()
    host.devices?[1].driver = "vfio-pci"
    host.devices?[1].driverOverride = "vfio-pci"
    host.devices?[2].driver = "vfio-pci"
    let all = ReturnPlan(before, on: host)
    #expect(all.steps.map(\.code) == ["override", "unbind", "load", "bind", "unbind"])
    host.devices?[1].driver = nil
    #expect(ReturnPlan(before, on: host).steps.map(\.code) == ["override", "load", "bind", "unbind"])
    host.devices?[1].driver = "amdgpu"
    host.devices?[1].driverOverride = nil
    host.devices?[2].driver = nil
    #expect(ReturnPlan(before, on: host).steps.isEmpty)
    host.devices?[1].driver = "vfio-pci"
    host.devices?[1].identity = PCIIdentity(vendor: 0x10DE, device: 1)
    #expect(ReturnPlan(before, on: host).steps.isEmpty)
    #expect(ReturnPlan(before, on: host).notes.count == 1)
  }

  @Test(arguments: ["", ".", "..", "../x", "a/b", "-a", "a\nb", "ä", String(repeating: "a", count: 65)])
  func `what is no folder of drivers is no name of one`(text: String) { #expect(DriverName(text) == nil) }

  @Test(arguments: ["vfio-pci", "snd_hda_intel", "Intel Wireless", "serial8250:1"])
  func `the kernel's names are`(text: String) { #expect(DriverName(text)?.description == text) }
}
