// Hosts as people have them at home. The numbers are those of real cards.

extension HostFixture {
  /// The parts that a desktop has besides graphics cards: a USB controller with keyboard and mouse, a network card, and
  /// an NVMe disk with the system on it, each in a group of its own.
  fileprivate mutating func addDesktop(keyboard: Bool = true, network: Bool = true, root: Bool = true) {
    pci("0000:00:01.0", "0604", "8086:1901 PCIe Controller (x16)", driver: "pcieport", group: 1)
    pci("0000:00:14.0", "0c03", "8086:a2af 200 Series USB 3.0 xHCI Controller", driver: "xhci_hcd", group: 4)
    pci("0000:00:1d.0", "0604", "8086:a298 200 Series Root Port", driver: "pcieport", group: 5)
    pci("0000:00:1f.0", "0601", "8086:a2c5 200 Series LPC Controller", driver: "lpc_ich", group: 6)
    pci("0000:00:1f.3", "0403", "8086:a2f0 200 Series HD Audio", driver: "snd_hda_intel", group: 6)
    sound(0, at: "0000:00:1f.3")
    pci("0000:03:00.0", "0108", "144d:a808 NVMe SSD 970 EVO", driver: "nvme", group: 12, under: "0000:00:1d.0")
    pci("0000:04:00.0", "0200", "8086:1533 I210 Gigabit", driver: "igb", group: 13, under: "0000:00:1d.0")
    nvme(0, at: "0000:03:00.0")
    if network { self.network("enp4s0", at: "0000:04:00.0", "up", isDefault: true) }
    if keyboard { input(1, isKeyboard: true, at: "0000:00:14.0") }
    input(2, isKeyboard: false, at: "0000:00:14.0")
    if root { mount("/", "259:2") }
    mount("/boot/efi", "259:1", type: "vfat")
  }

  fileprivate mutating func addIntelGraphics(isOn: Bool = true, isBoot: Bool = true) {
    pci("0000:00:02.0", "0300", "8086:3e92 UHD Graphics 630", driver: "i915", group: 0, boot: isBoot)
    screen(0, at: "0000:00:02.0", ["HDMI-A-1": isOn ? "on" : "free", "DP-1": "free"])
  }

  fileprivate mutating func addNVIDIA(
    _ slot: String = "0000:01:00", group: Int = 1, under: String = "0000:00:01.0", driver: String? = "nouveau",
    isBoot: Bool = false, _ socket: String = "free", card: Int = 1
  ) {
    let sound = driver == "vfio-pci" ? "vfio-pci" : "snd_hda_intel"
    pci(
      slot + ".0", "0300", "10de:1b80 GP104 [GeForce GTX 1080]", driver: driver, group: group, under: under,
      boot: isBoot)
    pci(
      slot + ".1", "0403", "10de:10f0 GP104 High Definition Audio Controller", driver: sound, group: group, under: under
    )
    guard driver == "nouveau" else { return }
    screen(card, at: slot + ".0", ["HDMI-A-\(card + 1)": socket, "DP-\(card + 4)": "free"])
    self.sound(card, at: slot + ".1")
    file("sys/module/nouveau/refcnt", "0\n")
  }

  /// The processor's graphics show the desktop, and a card is free: the host that people should have.
  public static let processorAndCard = with(HostFixture("processor-and-card")) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.addNVIDIA()
    $0.process(812, "gnome-shell", ["/dev/dri/card0", "/dev/dri/renderD128"])
    $0.process(903, "wireplumber", ["/dev/snd/controlC0", "/dev/snd/controlC1"])
  }

  /// One graphics card and nothing else to show a picture with.
  public static let onlyOneCard = with(HostFixture("only-one-card", "amd")) {
    $0.addDesktop()
    $0.addNVIDIA(isBoot: true, "on", card: 0)
    $0.process(812, "Xorg", ["/dev/dri/card0"])
  }

  /// Two cards of the same kind: the second is free.
  public static let twoEqualCards = with(HostFixture("two-equal-cards", "amd")) {
    $0.addDesktop()
    $0.pci("0000:00:03.0", "0604", "1022:1483 GPP Bridge", driver: "pcieport", group: 2)
    $0.addNVIDIA(isBoot: true, "on", card: 0)
    $0.addNVIDIA("0000:08:00", group: 20, under: "0000:00:03.0", card: 1)
    $0.process(812, "kwin_wayland", ["/dev/dri/card0"])
  }

  /// A card with picture, sound, USB and the controller of its USB-C socket.
  public static let fourFunctions = with(HostFixture("four-functions")) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.pci(
      "0000:01:00.0", "0300", "10de:1e87 TU104 [GeForce RTX 2080]", driver: "nouveau", group: 1, under: "0000:00:01.0",
      boot: false, ["resource1_resize": "0000000000001fc0"])
    $0.pci(
      "0000:01:00.1", "0403", "10de:10f8 TU104 HD Audio Controller", driver: "snd_hda_intel", group: 1,
      under: "0000:00:01.0")
    $0.pci(
      "0000:01:00.2", "0c03", "10de:1ad8 TU104 USB 3.1 Host Controller", driver: "xhci_hcd", group: 1,
      under: "0000:00:01.0")
    $0.pci(
      "0000:01:00.3", "0c80", "10de:1ad9 TU104 USB Type-C UCSI Controller", driver: "nvidia-gpu", group: 1,
      under: "0000:00:01.0")
    $0.screen(1, at: "0000:01:00.0", ["DP-2": "free"])
    $0.file("sys/module/nouveau/refcnt", "0\n")
  }

  /// A laptop whose second card has no sockets and no `boot_vga`.
  public static let muxlessLaptop = with(HostFixture("muxless-laptop")) {
    $0.addDesktop(keyboard: false)
    $0.board("LENOVO", "20QVCTO1WW", chassis: 10)
    $0.addIntelGraphics(isOn: false)
    $0.screen(0, at: "0000:00:02.0", ["eDP-1": "on"])
    $0.input(5, isKeyboard: true)
    $0.pci(
      "0000:01:00.0", "0302", "10de:1f91 TU117M [GeForce GTX 1650 Mobile]", driver: "nvidia", group: 1,
      under: "0000:00:01.0")
    $0.file(
      "proc/driver/nvidia/gpus/0000:01:00.0/information",
      "Model: \t\t GeForce\nGPU UUID: \t GPU-0815\nDevice Minor: \t 0\n")
  }

  /// An AMD card behind its own bridges, with USB and the controller of a USB-C socket.
  public static let amdBehindItsBridges = with(HostFixture("amd-behind-its-bridges", "amd")) {
    $0.addDesktop()
    $0.pci("0000:0c:00.0", "0300", "1002:1638 Cezanne", driver: "amdgpu", group: 30, boot: true)
    $0.pci("0000:0c:00.1", "0403", "1002:1637 Renoir Audio", driver: "snd_hda_intel", group: 31)
    $0.pci("0000:0c:00.2", "1080", "1022:15df PSP/CCP", driver: "ccp", group: 32)
    $0.pci("0000:0c:00.3", "0c03", "1022:1639 USB 3.1", driver: "xhci_hcd", group: 33)
    $0.screen(0, at: "0000:0c:00.0", ["HDMI-A-1": "on"])
    $0.pci(
      "0000:01:00.0", "0604", "1002:1478 Navi 10 XL Upstream Port", driver: "pcieport", group: 14, under: "0000:00:01.0"
    )
    $0.pci(
      "0000:02:00.0", "0604", "1002:1479 Navi 10 XL Downstream Port", driver: "pcieport", group: 15,
      under: "0000:01:00.0")
    $0.addNavi()
    $0.process(812, "gnome-shell", ["/dev/dri/card0"])
    $0.file("sys/module/amdgpu/refcnt", "12\n")
  }

  fileprivate mutating func addNavi() {
    pci(
      "0000:06:00.0", "0300", "1002:73bf Navi 21 [Radeon RX 6800]", driver: "amdgpu", group: 16, under: "0000:02:00.0",
      boot: false)
    pci(
      "0000:06:00.1", "0403", "1002:ab28 Navi 21 HDMI Audio", driver: "snd_hda_intel", group: 16, under: "0000:02:00.0")
    pci("0000:06:00.2", "0c03", "1002:73a6 Navi 21 USB", driver: "xhci_hcd", group: 16, under: "0000:02:00.0")
    pci("0000:06:00.3", "0c80", "1002:73a4 Navi 21 USB-C", group: 16, under: "0000:02:00.0")
    screen(1, at: "0000:06:00.0", ["DP-1": "free"])
  }

  /// A free card that a process has open all the same.
  public static let heldCard = with(HostFixture("held-card", "amd")) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.pci(
      "0000:01:00.0", "0300", "1002:67df Ellesmere [Radeon RX 580]", driver: "amdgpu", group: 1, under: "0000:00:01.0",
      boot: false)
    $0.pci(
      "0000:01:00.1", "0403", "1002:aaf0 Ellesmere HDMI Audio", driver: "snd_hda_intel", group: 1, under: "0000:00:01.0"
    )
    $0.screen(1, at: "0000:01:00.0", ["DP-1": "free"])
    $0.file("sys/module/amdgpu/refcnt", "3\n")
    $0.process(812, "gnome-shell", ["/dev/dri/card0", "/dev/dri/card1"])
  }

  /// A second card that shows the desktop on its own screen.
  public static let screenOn = with(HostFixture("screen-on")) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.addNVIDIA("on")
  }

  fileprivate mutating func addNVIDIA(_ socket: String) {
    addNVIDIA("0000:01:00", group: 1, under: "0000:00:01.0", driver: "nouveau", isBoot: false, socket, card: 1)
  }

  /// The card is bound to vfio-pci since the start.
  public static let alreadyVFIO = with(
    HostFixture("already-vfio", parameters: "intel_iommu=on vfio-pci.ids=10de:1b80,10de:10f0")
  ) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.addNVIDIA(driver: "vfio-pci")
  }

  /// Twelve large and small cores, systemd-boot and Arch.
  public static let hybridProcessor = with(HostFixture("hybrid-processor")) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.addNVIDIA()
    $0.cores([[0, 1], [2, 3], [4], [5]], caches: [[0, 1, 2, 3, 4, 5]])
    $0.file("sys/devices/cpu_core/cpus", "0-3\n")
    $0.file("sys/devices/cpu_atom/cpus", "4-5\n")
  }

  /// Two core complexes with a cache each, and pages kept for machines.
  public static let twoCoreComplexes = with(HostFixture("two-core-complexes", "amd")) {
    $0.addDesktop()
    $0.addIntelGraphics()
    $0.addNVIDIA()
    $0.cores([[0, 4], [1, 5], [2, 6], [3, 7]], caches: [[0, 1, 4, 5], [2, 3, 6, 7]])
    $0.file("sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages", "16\n")
    $0.file("sys/kernel/mm/hugepages/hugepages-1048576kB/free_hugepages", "16\n")
  }

  private mutating func cores(_ cores: [[Int]], caches: [[Int]]) {
    for core in cores {
      for thread in core {
        let folder = "sys/devices/system/cpu/cpu\(thread)"
        file(folder + "/topology/thread_siblings_list", core.map(String.init).joined(separator: ",") + "\n")
        file(folder + "/topology/physical_package_id", "0\n")
        let shared = caches.first { $0.contains(thread) } ?? []
        file(folder + "/cache/index0/level", "1\n")
        file(folder + "/cache/index0/shared_cpu_list", core.map(String.init).joined(separator: ",") + "\n")
        file(folder + "/cache/index1/level", "3\n")
        file(folder + "/cache/index1/shared_cpu_list", shared.map(String.init).joined(separator: ",") + "\n")
      }
    }
  }

  static func with(_ fixture: HostFixture, _ change: (inout HostFixture) -> Void) -> HostFixture {
    var fixture = fixture
    change(&fixture)
    return fixture
  }

  static func desktop(_ fixture: HostFixture, _ change: (inout HostFixture) -> Void) -> HostFixture {
    with(fixture) {
      $0.addDesktop()
      $0.addIntelGraphics()
      change(&$0)
    }
  }

  mutating func addCard(group: Int = 1, under: String = "0000:00:01.0") { addNVIDIA(group: group, under: under) }

  mutating func addBareDesktop(keyboard: Bool = true, network: Bool = true, root: Bool = true) {
    addDesktop(keyboard: keyboard, network: network, root: root)
    addIntelGraphics()
  }
}
