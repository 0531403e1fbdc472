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

  @Test func `who holds a card is named`() throws {
    let use = try #require(try hardware(.processorAndCard).use)
    #expect(use.unseen == 0)
    #expect(use.holders.map(\.title) == ["gnome-shell (pid 812)", "wireplumber (pid 903)"])
    #expect(use.holders.last?.devices == [try address("0000:01:00.1")])
    #expect(use.holders.last?.onlyWatchesSound == true)
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
