// Hosts whose groups hold more than the card.

extension HostFixture {
  /// A PCI Express switch on the board: its bridges are in the card's group, and nothing else is.
  public static let behindSwitch = desktop(HostFixture("behind-switch")) {
    $0.pci("0000:08:00.0", "0604", "10b5:8747 PEX 8747 Switch", driver: "pcieport", group: 1, under: "0000:00:01.0")
    $0.pci("0000:09:08.0", "0604", "10b5:8747 PEX 8747 Switch", driver: "pcieport", group: 1, under: "0000:08:00.0")
    $0.addCard(under: "0000:09:08.0")
  }

  /// The slot of the chipset: the disk with the system is in the card's group.
  public static let groupWithRootDisk = with(HostFixture("group-with-root-disk")) {
    $0.addBareDesktop(root: false)
    $0.addCard(group: 12, under: "0000:00:1d.0")
    $0.mount("/", "259:2")
  }

  /// The same with LUKS and LVM over it.
  public static let encryptedRootInGroup = with(HostFixture("encrypted-root-in-group")) {
    $0.addBareDesktop(root: false)
    $0.addCard(group: 12, under: "0000:00:1d.0")
    $0.mapped(0, "nvme0n1p2_crypt", over: ["nvme0n1p2"])
    $0.mapped(1, "alice--vg-root", over: ["dm-0"])
    $0.mount("/", "254:1", source: "/dev/mapper/alice--vg-root")
  }

  /// A btrfs over two disks, of which one is in the card's group.
  public static let btrfsOverTwoDisks = with(HostFixture("btrfs-over-two-disks")) {
    $0.addBareDesktop(root: false)
    $0.pci("0000:05:00.0", "0108", "144d:a80a NVMe SSD 980 PRO", driver: "nvme", group: 1, under: "0000:00:01.0")
    $0.nvme(1, at: "0000:05:00.0")
    $0.addCard()
    $0.folder("sys/fs/btrfs/features")
    for disk in ["nvme0n1p2", "nvme1n1p1"] {
      if case .link(let target)? = $0.tree["sys/class/block/" + disk] {
        $0.link("sys/fs/btrfs/1b2c3d4e-0815/devices/\(disk)", target)
      }
    }
    $0.mount("/", "0:24", type: "btrfs", source: "/dev/nvme0n1p2")
  }

  mutating func link(_ path: String, _ target: String) { linkAbove(path, target.replacing("../", with: "")) }

  /// A network card that the host can do without is in the group.
  public static let groupWithSpareNetwork = desktop(HostFixture("group-with-spare-network")) {
    $0.addCard()
    $0.pci("0000:02:00.0", "0200", "8086:10d3 82574L Gigabit", driver: "e1000e", group: 1, under: "0000:00:01.0")
    $0.network("enp2s0", at: "0000:02:00.0", "down")
  }

  /// The host's only network card is in the group.
  public static let onlyNetworkInGroup = with(HostFixture("only-network-in-group")) {
    $0.addBareDesktop(network: false)
    $0.addCard()
    $0.pci("0000:02:00.0", "0200", "8086:10d3 82574L Gigabit", driver: "e1000e", group: 1, under: "0000:00:01.0")
    $0.network("enp2s0", at: "0000:02:00.0", "up", isDefault: true)
  }

  /// The controller of the host's only keyboard is in the group.
  public static let keyboardInGroup = with(HostFixture("keyboard-in-group")) {
    $0.addBareDesktop(keyboard: false)
    $0.addCard()
    $0.pci(
      "0000:02:00.0", "0c03", "1b21:2142 ASM2142 USB 3.1 Host Controller", driver: "xhci_hcd", group: 1,
      under: "0000:00:01.0")
    $0.input(3, isKeyboard: true, at: "0000:02:00.0")
  }

  /// Memory kept by the firmware (RMRR).
  public static let firmwareMemory = desktop(HostFixture("firmware-memory")) {
    $0.board("HPE", "ProLiant DL380 Gen9", chassis: 23)
    $0.addCard()
    $0.file("sys/kernel/iommu_groups/1/reserved_regions", "0x00000000bdf83000 0x00000000bdf84fff direct\n")
  }

  /// Graphics that come in parts, so that the host keeps its own.
  public static let virtualFunctions = with(
    HostFixture("virtual-functions", parameters: "intel_iommu=on i915.enable_guc=3")
  ) {
    $0.addBareDesktop()
    $0.file($0.place("0000:00:02.0") + "/sriov_numvfs", "2\n")
    for number in 1...2 {
      let address = "0000:00:02.\(number)"
      $0.pci(address, "0300", "8086:4680 AlderLake-S GT1", driver: "vfio-pci", group: 20 + number, boot: false)
      $0.linkAbove($0.place(address) + "/physfn", $0.place("0000:00:02.0"))
    }
  }

  /// Switched off in the firmware.
  public static let offInFirmware = noGroups("off-in-firmware", "amd", tables: [])

  /// Switched on in the firmware, and not used by the kernel.
  public static let offInKernel = noGroups("off-in-kernel", "intel", tables: ["DMAR"])

  private static func noGroups(_ name: String, _ maker: String, tables: [String]) -> HostFixture {
    var fixture = processorAndCard
    fixture.rename(name)
    let base = HostFixture(name, maker, tables: tables)
    fixture.remove("sys/firmware/acpi/tables")
    fixture.folder("sys/firmware/acpi/tables")
    for path in ["proc/cpuinfo"] + tables.map({ "sys/firmware/acpi/tables/" + $0 }) {
      if case .file(let text)? = base.tree[path] { fixture.file(path, text) }
    }
    fixture.remove("sys/kernel/iommu_groups")
    fixture.folder("sys/kernel/iommu_groups")
    for path in fixture.tree.entries.keys where path.hasSuffix("/iommu_group") { fixture.remove(path) }
    return fixture
  }

  /// An ARM computer: no card says that it was the firmware's.
  public static let armServer = with(HostFixture("arm-server", "arm")) {
    $0.pci("0000:00:01.0", "0604", "1def:e101 Root Port", driver: "pcieport", group: 1)
    $0.pci("0000:00:02.0", "0604", "1def:e102 Root Port", driver: "pcieport", group: 2)
    $0.pci("0000:01:00.0", "0300", "1a03:2000 ASPEED Graphics", driver: "ast", group: 8, under: "0000:00:01.0")
    $0.screen(0, at: "0000:01:00.0", ["VGA-1": "on"])
    $0.pci(
      "0000:02:00.0", "0300", "1002:67df Ellesmere [Radeon RX 580]", driver: "amdgpu", group: 9, under: "0000:00:02.0")
    $0.screen(1, at: "0000:02:00.0", ["DP-1": "free"])
    $0.file("sys/module/amdgpu/refcnt", "0\n")
    $0.pci("0000:03:00.0", "0108", "144d:a808 NVMe SSD 970 EVO", driver: "nvme", group: 12)
    $0.nvme(0, at: "0000:03:00.0")
    $0.mount("/", "259:2")
  }

  /// The virtual host that stands in for a real one in our tests.
  public static let lab = with(HostFixture("lab", "amd", tables: ["DMAR"], parameters: "intel_iommu=on")) {
    $0.file("proc/cpuinfo", "vendor_id\t: AuthenticAMD\nmodel name\t: QEMU TCG CPU\nflags\t\t: fpu svm hypervisor\n")
    $0.pci("0000:00:02.0", "0300", "1234:1111 QEMU VGA", driver: "bochs-drm", group: 1, boot: true)
    $0.screen(0, at: "0000:00:02.0", ["Virtual-1": "on"])
    $0.pci("0000:00:03.0", "0100", "1af4:1001 Virtio block device", driver: "virtio-pci", group: 2)
    $0.pci("0000:00:04.0", "0c03", "1b36:000d QEMU XHCI", driver: "xhci_hcd", group: 3)
    $0.pci("0000:00:10.0", "0604", "1b36:000c QEMU PCIe Root port", driver: "pcieport", group: 8)
    $0.pci("0000:00:11.0", "0604", "1b36:000c QEMU PCIe Root port", driver: "pcieport", group: 9)
    $0.pci("0000:00:12.0", "0604", "1b36:000c QEMU PCIe Root port", driver: "pcieport", group: 10)
    $0.pci("0000:01:00.0", "0380", "1234:1111 QEMU VGA", driver: "bochs-drm", group: 11, under: "0000:00:10.0")
    $0.pci("0000:01:00.1", "0403", "8086:2668 Intel HDA", driver: "snd_hda_intel", group: 11, under: "0000:00:10.0")
    $0.screen(1, at: "0000:01:00.0", ["Virtual-2": "connected"])
    $0.pci("0000:02:00.0", "0604", "1b36:000e PCIe-to-PCI bridge", group: 12, under: "0000:00:11.0")
    $0.pci("0000:03:01.0", "0300", "1002:5046 Rage 128 Pro", group: 12, under: "0000:02:00.0", boot: false)
    $0.pci("0000:03:02.0", "0200", "8086:100e 82540EM Gigabit", driver: "e1000", group: 12, under: "0000:02:00.0")
    $0.network("eth0", at: "0000:03:02.0", "down")
    $0.pci(
      "0000:04:00.0", "0300", "1af4:1050 Virtio GPU", driver: "virtio-pci", group: 13, under: "0000:00:12.0",
      boot: false)
    $0.pci("0000:04:00.1", "0403", "8086:293e ICH9 HDA", driver: "snd_hda_intel", group: 13, under: "0000:00:12.0")
    $0.screen(2, at: "0000:04:00.0", ["Virtual-3": "connected"], inside: "/virtio5")
    $0.input(1, isKeyboard: true, at: "0000:00:04.0")
    $0.folder($0.place("0000:00:03.0") + "/virtio0/block/vda")
    $0.linkAbove("sys/dev/block/254:0", $0.place("0000:00:03.0") + "/virtio0/block/vda")
    $0.mount("/", "254:0", source: "/dev/vda")
  }

  /// All of them.
  public static let all: [HostFixture] = [
    onlyOneCard, processorAndCard, twoEqualCards, fourFunctions, muxlessLaptop, amdBehindItsBridges, heldCard, screenOn,
    alreadyVFIO, hybridProcessor, twoCoreComplexes, behindSwitch, groupWithRootDisk, encryptedRootInGroup,
    btrfsOverTwoDisks, groupWithSpareNetwork, onlyNetworkInGroup, keyboardInGroup, firmwareMemory, virtualFunctions,
    offInFirmware, offInKernel, armServer, lab,
  ]
}
