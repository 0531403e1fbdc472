import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// What is read of a host, against what is there.
@Suite struct HostReadingTests {
  private func hardware(_ host: HostFixture) throws -> HostHardware {
    let folder = try TemporaryDirectory()
    try host.tree.write(to: folder.path)
    return HostReader(try HostRoot(folder.path)).hardware()
  }

  private func address(_ text: String) throws -> PCIAddress { try PCIAddress(parsing: text) }

  @Test func `a function has its class, numbers, names, driver, group and way`() throws {
    let host = try hardware(.fourFunctions)
    let device = try #require(host.device(at: address("0000:01:00.0")))
    #expect(device.kind?.code == 0x030000)
    #expect(device.identity?.description == "10de:1e87")
    #expect(device.subsystem?.description == "1043:8694")
    #expect(device.title == "NVIDIA TU104 [GeForce RTX 2080]")
    #expect(device.purpose == "VGA compatible controller")
    #expect(device.driver == "nouveau")
    #expect(device.driverOverride == nil)
    #expect(device.group == 1)
    #expect(device.node == nil)
    #expect(device.isBootDisplay == false)
    #expect(device.bridges == [try address("0000:00:01.0")])
    #expect(device.details?.resetMethods == ["bus"])
    #expect(device.details?.link?.maximumWidth == 16)
    // 2⁶ to 2¹² MiB, by the kernel's mask 0x1fc0.
    #expect(device.details?.resizableBARs.first?.sizes.map(\.mebibytes) == [64, 128, 256, 512, 1024, 2048, 4096])
  }

  @Test func `a card has all its functions`() throws {
    let host = try hardware(.fourFunctions)
    #expect(
      host.graphicsCards.map { $0.addresses.map { "\($0)" } } == [
        ["0000:00:02.0"], ["0000:01:00.0", "0000:01:00.1", "0000:01:00.2", "0000:01:00.3"],
      ])
  }

  @Test func `the functions of a processor are no card's`() throws {
    let host = try hardware(.amdBehindItsBridges)
    let cards = host.graphicsCards.map { $0.addresses.map { "\($0)" } }
    #expect(cards.first == ["0000:06:00.0", "0000:06:00.1", "0000:06:00.2", "0000:06:00.3"])
    #expect(cards.last == ["0000:0c:00.0"])
  }

  @Test func `a device with a number behind its name in its group is a member of it`() throws {
    var tree = HostFixture.fourFunctions.tree
    let devices = "sys/kernel/iommu_groups/1/devices"
    tree[devices + "/0000:01:00.0.1"] = tree[devices + "/0000:01:00.0"]
    tree.remove(devices + "/0000:01:00.0")
    let folder = try TemporaryDirectory()
    try tree.write(to: folder.path)
    let host = HostReader(try HostRoot(folder.path)).hardware()
    let group = try #require(host.groups.first { $0.number == 1 })
    #expect(try group.members.contains(address("0000:01:00.0")) && group.unreadMembers == 0)
  }

  @Test func `virtual functions are cards of their own`() throws {
    let host = try hardware(.virtualFunctions)
    #expect(host.graphicsCards.map { "\($0.display.address)" } == ["0000:00:02.0", "0000:00:02.1", "0000:00:02.2"])
    #expect(host.graphicsCards.map(\.isVirtualFunction) == [false, true, true])
    #expect(host.graphicsCards.allSatisfy { $0.functions.count == 1 })
  }

  @Test(arguments: [
    (HostFixture.processorAndCard, ["0000:00:1d.0", "0000:03:00.0"]),
    (.encryptedRootInGroup, ["0000:00:1d.0", "0000:03:00.0"]),
    (.btrfsOverTwoDisks, ["0000:00:01.0", "0000:00:1d.0", "0000:03:00.0", "0000:05:00.0"]),
  ])
  func `the root's disks are followed to their controllers`(fixture: HostFixture, controllers: [String]) throws {
    let root = try #require(try hardware(fixture).disks?.first { $0.place == "/" })
    #expect(root.controllers?.sorted().map { "\($0)" } == controllers)
  }

  @Test func `a root whose disk is not told is not known`() throws {
    var fixture = HostFixture.processorAndCard
    fixture.file("proc/self/mountinfo", "1 1 0:30 / / rw - zfs rpool/ROOT rw\n")
    #expect(try hardware(fixture).disks == [DiskUse(place: "/", controllers: nil)])
  }

  @Test(arguments: ["zfs", "bcachefs", "btrfs"])
  func `a file system whose disks are not told is there all the same`(type: String) throws {
    var fixture = HostFixture.processorAndCard
    fixture.mount("/srv", "0:30", type: type, source: "tank/srv")
    let disks = try #require(try hardware(fixture).disks)
    #expect(disks.contains(DiskUse(place: "/srv", controllers: nil)))
  }

  @Test func `an image in a file is no disk, and swap in memory has no controller`() throws {
    var fixture = HostFixture.processorAndCard
    fixture.folder("sys/devices/virtual/block/loop0")
    fixture.linkAbove("sys/dev/block/7:0", "sys/devices/virtual/block/loop0")
    fixture.mount("/snap/core/1", "7:0", type: "squashfs", source: "/dev/loop0")
    fixture.folder("sys/devices/virtual/block/zram0")
    fixture.linkAbove("sys/class/block/zram0", "sys/devices/virtual/block/zram0")
    fixture.file("proc/swaps", "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 100\n")
    let disks = try #require(try hardware(fixture).disks)
    #expect(!disks.contains { $0.place.hasPrefix("/snap") })
    #expect(disks.contains(DiskUse(place: "swap", controllers: [])))
  }

  @Test func `a disk on the network has no controller that could be named`() throws {
    var fixture = HostFixture.processorAndCard
    let disk = "sys/devices/platform/host3/session1/target3:0:0/3:0:0:1/block/sda"
    fixture.folder(disk)
    fixture.linkAbove("sys/dev/block/8:0", disk)
    fixture.mount("/srv", "8:0", source: "/dev/sda")
    let disks = try #require(try hardware(fixture).disks)
    #expect(disks.contains(DiskUse(place: "/srv", controllers: nil)))
  }

  @Test func `a disk that something stands on is used though it is not mounted`() throws {
    var fixture = HostFixture.processorAndCard
    fixture.pci("0000:05:00.0", "0108", "144d:a80a NVMe SSD 980 PRO", driver: "nvme", group: 9)
    fixture.nvme(1, at: "0000:05:00.0")
    fixture.folder(fixture.place("0000:05:00.0") + "/nvme/nvme1/nvme1n1/nvme1n1p1/holders/dm-3")
    let held = try #require(try hardware(fixture).disks?.first(where: \.isHeld))
    #expect(held == DiskUse(place: "/dev/nvme1n1p1", controllers: [try address("0000:05:00.0")]))
  }

  @Test func `a default route that ends in software leaves open which card it takes`() throws {
    var fixture = HostFixture.processorAndCard
    fixture.folder("sys/devices/virtual/net/tun0")
    fixture.linkAbove("sys/class/net/tun0", "sys/devices/virtual/net/tun0")
    fixture.file("proc/net/route", "Iface\ntun0\t00000000\t0\t3\t0\t0\t0\t00000000\t0\t0\t0\n")
    var card = try #require(try hardware(fixture).networkCards?.first)
    #expect(card.hasDefaultRoute == nil)
    fixture = .processorAndCard
    fixture.folder("proc/net/ipv6_route")
    card = try #require(try hardware(fixture).networkCards?.first)
    #expect(card.hasDefaultRoute == nil)
  }

  @Test func `a machine that has a card by iommufd holds it`() throws {
    var fixture = HostFixture.alreadyVFIO
    fixture.folder(fixture.place("0000:01:00.0") + "/vfio-dev/vfio0")
    fixture.linkAbove("sys/class/vfio-dev/vfio0", fixture.place("0000:01:00.0") + "/vfio-dev/vfio0")
    fixture.process(900, "qemu-system-x86", ["/dev/vfio/devices/vfio0"])
    fixture.process(901, "qemu-system-x86", ["/dev/vfio/devices/vfio7"])
    let holders = try #require(try hardware(fixture).use?.holders)
    let (card, sound) = (try address("0000:01:00.0"), try address("0000:01:00.1"))
    #expect(holders.first?.devices == [card])
    // One that is not listed may be any.
    #expect(holders.last?.devices == [card, sound])
    #expect(holders.allSatisfy { $0.isMachine })
  }

  @Test(arguments: [
    ("/dev/dri/card0", "dri/card0"), ("/dev/dri/card1 (deleted)", "dri/card1"),
    ("/srv/root/dev/nvidia0", "nvidia0"), ("/home/alice/dev/nvidia-notes.txt", nil),
    ("/dev/bus/usb/001/002", "bus/usb/001/002"),
    ("socket:[815]", nil), ("/dev", nil), ("/dev/", nil), ("/srv/root/dev/i2c-4", "i2c-4"),
  ])
  func `a node is known by its path`(path: String, node: String?) throws {
    let folder = try TemporaryDirectory()
    try HostFixture.processorAndCard.tree.write(to: folder.path)
    let nodes = DeviceNodes(in: try HostRoot(folder.path), devices: [], adapters: [])
    #expect(DeviceUseReader.name(path, knows: nodes.knows) == node)
  }

  @Test func `virtual functions count though their card does not tell of them`() throws {
    var fixture = HostFixture.virtualFunctions
    fixture.remove(fixture.place("0000:00:02.0") + "/sriov_numvfs")
    let host = try hardware(fixture)
    #expect(host.device(at: try address("0000:00:02.0"))?.virtualFunctions == 2)
  }

  @Test func `a screen over USB is no graphics card of the host's`() throws {
    var fixture = HostFixture.onlyOneCard
    let place = "sys/devices/platform/evdi.0/drm/card5"
    fixture.file(place + "/card5-DVI-I-1/status", "connected\n")
    fixture.linkAbove("sys/class/drm/card5", place)
    fixture.linkAbove("sys/class/drm/card5-DVI-I-1", place + "/card5-DVI-I-1")
    let adapters = try #require(try hardware(fixture).adapters)
    #expect(!adapters.contains { $0.device == nil })
  }

  @Test func `a list of processors that goes on without end is not believed`() throws {
    var fixture = HostFixture.hybridProcessor
    let much = Array(repeating: "0-60000", count: 100).joined(separator: ",") + "\n"
    for thread in 0...5 { fixture.file("sys/devices/system/cpu/cpu\(thread)/topology/thread_siblings_list", much) }
    #expect(try hardware(fixture).processor.topology == nil)
  }

  @Test func `an overview reads no details of what is no display`() throws {
    let folder = try TemporaryDirectory()
    try HostFixture.processorAndCard.tree.write(to: folder.path)
    let host = HostReader(try HostRoot(folder.path)).hardware(.overview)
    #expect(host.device(at: try address("0000:03:00.0"))?.details == nil)
    #expect(host.device(at: try address("0000:01:00.0"))?.details != nil)
    #expect(host.hugePages == HostReader(try HostRoot(folder.path)).hardware().hugePages)
  }

  @Test func `who holds a card is named`() throws {
    let use = try #require(try hardware(.processorAndCard).use)
    #expect(use.unseen == 0)
    #expect(use.holders.map(\.title) == ["gnome-shell (pid 812)", "wireplumber (pid 903)"])
    #expect(use.holders.last?.devices == [try address("0000:00:1f.3"), try address("0000:01:00.1")])
    #expect(use.holders.last?.holding([try address("0000:01:00.1")])?.onlyWatches == true)
  }

  @Test func `processes that cannot be looked at are counted`() throws {
    var fixture = HostFixture.processorAndCard
    fixture.remove("proc/812/fd")
    #expect(try hardware(fixture).use?.unseen == 1)
    fixture.remove("proc/1")
    let use = try #require(try hardware(fixture).use)
    #expect(use.unseen == nil)
  }

  @Test func `network cards and keyboards have their controllers`() throws {
    let host = try hardware(.processorAndCard)
    let card = try #require(host.networkCards?.first)
    #expect(card.name == "enp4s0" && card.isUp == true && card.hasDefaultRoute == true)
    #expect(card.controllers.contains(try address("0000:04:00.0")))
    #expect(host.inputDevices?.map(\.kind) == [.keyboard, .mouse])
    #expect(host.inputDevices?.first?.controllers == [try address("0000:00:14.0")])
  }

  @Test func `a list of input devices that lacks one is not believed`() throws {
    var fixture = HostFixture.processorAndCard
    fixture.linkAbove("sys/class/input/input9", "sys/devices/platform/x/input/input9")
    #expect(try hardware(fixture).inputDevices == nil)
  }

  @Test func `the kernel, the loader and the board are read`() throws {
    let host = try hardware(.processorAndCard)
    #expect(host.kernel.release == "6.1.0-50-amd64")
    #expect(host.kernel.parameters?.contains("quiet") == true)
    #expect(host.kernel.vfio == .loaded)
    #expect(host.iommu.isOn && host.iommu.firmwareTables == ["DMAR"])
    #expect(host.boot.loader == .grub && host.boot.initramfs == .initramfsTools && host.boot.distribution == "debian")
    #expect(host.board.boardVendor == "ASUSTeK COMPUTER INC.")
    #expect(host.processor.maker == .intel && host.processor.hasVirtualization == true)
  }

  @Test func `what the boot loader says of itself counts`() throws {
    var fixture = HostFixture.processorAndCard
    let name = "LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f"
    let text = "systemd-boot 254".unicodeScalars.map { "\($0)\0" }.joined()
    fixture.file("sys/firmware/efi/efivars/" + name, "\u{6}\0\0\0" + text)
    #expect(try hardware(fixture).boot.loader == .systemdBoot)
  }

  @Test func `large and small cores, and cores that share a cache, are told apart`() throws {
    let hybrid = try #require(try hardware(.hybridProcessor).processor.topology)
    #expect(hybrid.performanceCores == 2 && hybrid.efficientCores == 2 && hybrid.threads == 6)
    #expect(hybrid.cacheGroups == [[0, 1, 2, 3, 4, 5]])
    let host = try hardware(.twoCoreComplexes)
    #expect(host.processor.topology?.cacheGroups == [[0, 1, 4, 5], [2, 3, 6, 7]])
    #expect(host.processor.topology?.cores.map(\.threads) == [[0, 4], [1, 5], [2, 6], [3, 7]])
    #expect(host.hugePages == [HugePages(pageSize: .gibibytes(1), total: 16, free: 16)])
  }

  @Test func `this computer is read without trouble`() throws {
    let host = HostReader(try HostRoot()).hardware()
    #expect(host.kernel.release != nil)
    #expect(host.processor.topology != nil)
  }
}
