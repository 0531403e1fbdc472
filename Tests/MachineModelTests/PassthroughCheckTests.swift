import MachineModel
import Testing

/// The judgement, on values made by hand: what is not known makes it stricter.
@Suite struct PassthroughCheckTests {
  /// A host with a card that is ready: the processor's graphics show the picture.
  private static func readyHost() throws -> HostHardware {
    var own = PCIDevice(try PCIAddress(parsing: "0000:00:02.0"))
    own.kind = PCIClass(code: 0x030000)
    own.isBootDisplay = true
    own.group = 0
    own.driver = "i915"
    var card = PCIDevice(try PCIAddress(parsing: "0000:01:00.0"))
    card.kind = PCIClass(code: 0x030000)
    card.identity = PCIIdentity(vendor: 0x1002, device: 0x73BF)
    card.isBootDisplay = false
    card.group = 1
    card.driver = "amdgpu"
    var sound = PCIDevice(try PCIAddress(parsing: "0000:01:00.1"))
    sound.kind = PCIClass(code: 0x040300)
    sound.group = 1
    var usb = PCIDevice(try PCIAddress(parsing: "0000:01:00.2"))
    usb.kind = PCIClass(code: 0x0C0330)
    usb.group = 1
    var host = HostHardware()
    host.devices = [own, card, sound, usb]
    host.iommu.groups = 2
    host.groups = [
      IOMMUGroup(number: 1, members: [card.address, sound.address, usb.address], hasFirmwareMemory: false)
    ]
    host.adapters = [
      DisplayAdapter(
        device: card.address, nodes: ["card1"],
        connectors: [DisplayConnector(name: "card1-DP-1", isConnected: false, isEnabled: false)])
    ]
    host.use = DeviceUse(holders: [], unseen: 0, moduleUses: ["amdgpu": 0])
    host.disks = [DiskUse(place: "/", controllers: [])]
    host.networkCards = []
    host.inputDevices = []
    host.kernel.vfio = .loaded
    host.processor.maker = .amd
    return host
  }

  private func report(_ host: HostHardware) throws -> PassthroughReport {
    let subject = try #require(host.subject(at: PCIAddress(parsing: "0000:01:00.0")))
    return PassthroughCheck(host).report(subject)
  }

  @Test func `a card of which all is known and nothing is wrong is ready`() throws {
    let report = try report(try Self.readyHost())
    #expect(report.verdict == .ready)
    #expect(report.problems.isEmpty && report.steps.isEmpty && report.override == nil)
  }

  typealias Loss = @Sendable (inout HostHardware) -> Void

  static let losses: [(String, Loss)] = [
    ("driver.stuck", { $0.devices?[2].stuckDriver = "snd_hda_intel" }),
    ("display.bootUnknown", { $0.devices?[1].isBootDisplay = nil }),
    ("display.bootUnknown", { $0.devices?[0].isBootDisplay = nil }),
    ("display.unknown", { $0.adapters = nil }),
    ("display.unknown", { $0.adapters = [] }),
    ("display.unknown", { $0.adapters?[0].connectors = [] }),
    ("display.unknown", { $0.adapters?[0].connectors[0].isEnabled = nil }),
    ("display.only", { $0.devices?[0].kind = nil }),
    ("display.only", { $0.devices?[0].driver = nil }),
    ("display.only", { $0.devices?[0].driver = "vfio-pci" }),
    ("display.only", { $0.devices?[0].kind = PCIClass(code: 0x030200) }),
    ("display.only", { $0.devices?[0].physicalFunction = PCIAddress(bus: 0, slot: 3, function: 0) }),
    ("device.unknown", { $0.devices?[1].kind = nil }),
    ("held.unseen", { $0.use = nil }),
    ("held.unseen", { $0.use?.unseen = nil }),
    ("held.unseen", { $0.use?.unseen = 1 }),
    ("held.unseen", { $0.use?.moduleUses = [:] }),
    ("held.unseen", { $0.use?.moduleUses = ["amdgpu": 2] }),
    ("disk.unknown", { $0.disks = nil }),
    ("disk.unknown", { $0.disks = [DiskUse(place: "/", controllers: nil)] }),
    ("disk.unknown", { $0.disks?.append(DiskUse(place: "swap", controllers: nil)) }),
    ("disk.usedUnknown", { $0.disks?.append(DiskUse(place: "/srv", controllers: nil)) }),
    (
      "disk.used", { host in host.disks?.append(DiskUse(place: "/dev/sda1", controllers: [host.groups[0].members[2]])) }
    ),
    ("input.unknown", { $0.inputDevices = nil }),
    ("input.unknown", { $0.inputDevices = [InputDevice(kind: .keyboard, controllers: [], isPlaced: false)] }),
    ("iommu.interrupts", { $0.kernel.parameters = ["intremap=off"] }),
    ("iommu.interrupts", { $0.kernel.parameters = ["nointremap"] }),
    ("group.unknown", { $0.groups = [] }),
    ("group.unknown", { $0.groups[0].unreadMembers = 1 }),
    (
      "group.unknown",
      { $0.groups[0].members.append(PCIAddress(bus: 9, slot: 0, function: 0) ?? $0.groups[0].members[0]) }
    ),
    ("iommu.memoryUnknown", { $0.groups[0].hasFirmwareMemory = nil }),
    ("iommu.noGroup", { $0.devices?[2].group = nil }),
    ("iommu.unknown", { $0.iommu.groups = nil }),
    ("vfio.unknown", { $0.kernel.vfio = nil }),
  ]

  @Test(arguments: losses.indices)
  func `a fact that is lost makes it stricter`(index: Int) throws {
    let (code, loss) = Self.losses[index]
    var host = try Self.readyHost()
    loss(&host)
    let report = try report(host)
    #expect(report.verdict != .ready, "\(code)")
    #expect(report.problems.contains { $0.code == code }, "\(code): \(report.problems.map(\.code))")
  }

  @Test func `a picture that no process makes is said to be the console's, with what takes it off`() throws {
    var host = try Self.readyHost()
    host.adapters?[0].connectors[0].isEnabled = true
    func remedy() throws -> String? { try report(host).problems.first { $0.code == "display.on" }?.remedy }
    // It may be the only picture there is: nobody is told to take that away.
    #expect(try remedy()?.contains("tee") == false)
    host.adapters?.append(
      DisplayAdapter(
        device: try PCIAddress(parsing: "0000:00:02.0"), nodes: ["card0"],
        connectors: [DisplayConnector(name: "card0-DP-1", isConnected: true, isEnabled: true)]))
    let alone = try report(host).problems.first { $0.code == "display.on" }
    #expect(alone?.remedy?.contains("sudo tee /sys/bus/pci/devices/0000:01:00.0/driver/unbind") == true)
    host.use?.unseen = 1
    #expect(try remedy()?.contains("tee") == false)
    host.use?.unseen = 0
    host.devices?[0].isBootDisplay = false
    host.devices?[1].isBootDisplay = true
    #expect(try remedy()?.contains("tee") == false, "the host's own screen")
  }

  @Test func `of nothing known nothing is ready`() throws {
    var host = HostHardware()
    host.devices = try Self.readyHost().devices?.map { PCIDevice($0.address) }
    for device in host.devices ?? [] {
      #expect(PassthroughCheck(host).report(PassthroughSubject(device)).verdict != .ready)
    }
  }

  @Test func `a machine that has a part of the card lacks the rest, and another one is named`() throws {
    let host = try Self.readyHost()
    let subject = try #require(host.subject(at: PCIAddress(parsing: "0000:01:00.0")))
    let part: Set<PCIAddress> = [subject.primary.address]
    let machine = MachineUse(name: "old", isRunning: false, devices: part, board: "pc-i440fx-7.2", isUEFI: false)
    let other = MachineUse(name: "busy", isRunning: true, devices: part, board: "pc-q35-7.2", isUEFI: true)
    let report = PassthroughCheck(host, machine: machine, otherMachines: [other]).report(subject)
    #expect(report.verdict == .refused)
    #expect(
      report.problems.map(\.code) == ["machine.taken", "machine.board", "machine.partly", "machine.firmware"])
    #expect(report.problems.first?.message.contains("“busy”") == true)
  }

  @Test(arguments: [
    (BootFacts.Loader.grub, "debian", "sudo update-grub"), (.grub, "fedora", "sudo grubby"),
    (.grub, "arch", "sudo grub-mkconfig"), (.systemdBoot, "arch", "sudo kernel-install"),
    (.kernelstub, "pop", "sudo kernelstub -a intel_iommu=on"), (.rpmOstree, "fedora", "sudo rpm-ostree kargs"),
    (.proxmox, "debian", "sudo proxmox-boot-tool refresh"), (.limine, "cachyos", "sudo limine-update"),
    (.nixos, "nixos", "sudo nixos-rebuild boot"), (.guix, "guix", "sudo guix system reconfigure"),
    (.ostree, "endless", "sudo ostree admin instutil set-kargs --merge --append=intel_iommu=on"),
    (.sdbootutil, "opensuse-tumbleweed", "sudo sdbootutil update-all-entries"),
    (.sdbootManage, "cachyos", "sudo sdboot-manage gen"),
    (.grub, "opensuse-microos", "sudo transactional-update grub.cfg"),
    (.clrBootManager, "solus", "echo intel_iommu=on | sudo tee /etc/kernel/cmdline.d/neuron-vm.conf"),
    (.grub, "void", "sudo grub-mkconfig"), (.grub, "steamos", "sudo steamos-readonly disable"),
    (.extlinux, "alpine", "sudo update-extlinux"), (.systemdBoot, "debian", "sudo kernel-install"),
  ])
  func `the parameter is told in the words of the boot loader`(
    loader: BootFacts.Loader, distribution: String, command: String
  ) throws {
    var host = try Self.readyHost()
    host.iommu.groups = 0
    host.iommu.firmwareTables = ["DMAR"]
    host.processor.maker = .intel
    host.boot.loader = loader
    host.boot.distribution = distribution
    if distribution == "opensuse-microos" { host.boot.relatives = ["suse", "opensuse"] }
    let report = try report(host)
    let step = try #require(report.steps.first { $0.kind == .kernelParameter })
    #expect(step.title.contains("intel_iommu=on"))
    #expect(step.commands.first?.hasPrefix(command) == true, "\(step)")
    #expect(report.steps.map(\.kind) == [.kernelParameter, .restart, .check])
  }

  @Test(arguments: [
    ("ASUSTeK COMPUTER INC.", ProcessorFacts.Maker.intel, "System Agent (SA) Configuration > VT-d"),
    ("Supermicro", .intel, "Intel VT for Directed I/O (VT-d)"), ("LENOVO", .intel, "Security > Virtualization"),
    // No place is made up.
    ("LENOVO", .amd, "“IOMMU”"), ("Nobody", .intel, "“Intel VT-d”"),
  ])
  func `the setting is told in the words of the board's maker`(
    vendor: String, maker: ProcessorFacts.Maker, words: String
  ) throws {
    var host = try Self.readyHost()
    host.iommu.groups = 0
    host.iommu.firmwareTables = []
    host.processor.maker = maker
    host.board.boardVendor = vendor
    let problem = try #require(try report(host).problems.first { $0.code == "iommu.firmware" })
    #expect(problem.remedy?.contains(words) == true, "\(problem)")
  }

  @Test(arguments: [BootFacts.Loader.unraid, .refind, .grub, nil])
  func `where no command is known, none is made up`(loader: BootFacts.Loader?) throws {
    var host = try Self.readyHost()
    host.iommu.groups = 0
    host.iommu.firmwareTables = ["DMAR"]
    host.processor.maker = .intel
    host.boot.loader = loader
    let step = try #require(try report(host).steps.first { $0.kind == .kernelParameter })
    #expect(step.commands.isEmpty && step.title.contains("intel_iommu=on"))
    if loader == nil { #expect(step.title.contains("not known here")) }
  }

  @Test func `a bridge of the board stays, and its driver has to let go`() throws {
    var host = try Self.readyHost()
    var bridge = PCIDevice(try PCIAddress(parsing: "0000:00:1f.0"))
    bridge.kind = PCIClass(code: 0x060100)
    bridge.group = 1
    host.devices?.insert(bridge, at: 1)
    host.groups[0].members.insert(bridge.address, at: 0)
    #expect(try report(host).verdict == .ready)
    host.devices?[1].driver = "lpc_ich"
    let found = try report(host)
    #expect(found.verdict == .fixable && found.problems.map(\.code) == ["group.bridge"])
    #expect(found.steps.first?.commands == ["echo 0000:00:1f.0 | sudo tee /sys/bus/pci/drivers/lpc_ich/unbind"])
    #expect(found.group.contains("0000:00:1f.0) stay with the host"))
  }

  @Test func `a disk behind VMD cannot go alone`() throws {
    var host = try Self.readyHost()
    var disk = PCIDevice(try PCIAddress(parsing: "10000:e1:00.0"))
    disk.kind = PCIClass(code: 0x010802)
    disk.group = 1
    host.devices?.append(disk)
    let report = PassthroughCheck(host).report(PassthroughSubject(disk))
    #expect(report.verdict == .impossible && report.problems.first?.code == "device.vmd")
  }
}
