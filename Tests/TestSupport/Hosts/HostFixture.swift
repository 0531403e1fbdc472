public import Testing

/// A made-up host that looks like a real one, as a tree for `--host-root`.
public struct HostFixture: Sendable, CustomTestStringConvertible {
  /// What it is called in tests and snapshots.
  public private(set) var name: String
  /// Its files.
  public private(set) var tree = SavedTree()
  private var places: [String: String] = [:]
  private var routes: [String] = []
  private var mounts: [String] = []
  private var inputs: [String] = []
  private var names: [String: String] = [:]

  /// The name.
  public var testDescription: String { name }

  /// A host that has a kernel, a processor and a way to start, and no device yet.
  ///
  /// - Parameters:
  ///   - maker: The processor's, `intel`, `amd` or `arm`.
  ///   - tables: ACPI tables that the firmware gives.
  public init(_ name: String, _ maker: String = "intel", tables: [String]? = nil, parameters: String = "quiet splash") {
    self.name = name
    let vendor = ["intel": "GenuineIntel", "amd": "AuthenticAMD"][maker]
    let model = ["intel": "Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz", "amd": "AMD Ryzen 9 5950X 16-Core Processor"][
      maker]
    let flag = maker == "intel" ? "vmx" : "svm"
    let cpu = vendor.map {
      "processor\t: 0\nvendor_id\t: \($0)\nmodel name\t: \(model ?? "")\nflags\t\t: fpu sse2 \(flag)\n"
    }
    file("proc/cpuinfo", cpu ?? "processor\t: 0\nCPU implementer\t: 0x41\n")
    file("proc/cmdline", "BOOT_IMAGE=/vmlinuz-6.1.0-50-amd64 root=/dev/mapper/alice--vg-root ro \(parameters)\n")
    file("proc/sys/kernel/osrelease", "6.1.0-50-amd64\n")
    file("proc/modules", "vfio_pci 16384 0 - Live 0x0000000000000000\n")
    file("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n")
    file("etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash\"\n")
    file("etc/initramfs-tools/initramfs.conf", "MODULES=most\n")
    folder("sys/firmware/efi")
    for table in tables ?? [maker == "intel" ? "DMAR" : maker == "amd" ? "IVRS" : "IORT"] {
      file("sys/firmware/acpi/tables/\(table)", "")
    }
    folder("sys/firmware/acpi/tables")
    folder("sys/bus/pci/drivers/vfio-pci")
    for place in ["drm", "net", "sound", "input", "block"] { folder("sys/class/\(place)") }
    process(1, "systemd", ["/dev/null"])
    board("ASUSTeK COMPUTER INC.", "ROG STRIX Z370-F GAMING")
    names["8086"] = "Intel Corporation"
    names["10de"] = "NVIDIA Corporation"
    names["1002"] = "Advanced Micro Devices, Inc. [AMD/ATI]"
    names["1022"] = "Advanced Micro Devices, Inc. [AMD]"
    names["144d"] = "Samsung Electronics Co Ltd"
    finish()
  }

  /// A file with a text.
  public mutating func file(_ path: String, _ text: String) { tree[path] = .file(text) }

  /// A file with bytes.
  mutating func tree(_ path: String, _ bytes: [UInt8]) { tree[path] = .bytes(bytes) }

  /// A folder.
  public mutating func folder(_ path: String) { tree[path] = .folder }

  /// Takes something away again.
  public mutating func remove(_ path: String) { tree.remove(path) }

  /// A link to another path of the tree.
  public mutating func linkAbove(_ path: String, _ target: String) { tree.link(path, to: target) }

  /// Gives it another name.
  mutating func rename(_ name: String) { self.name = name }

  /// The board, by its firmware.
  public mutating func board(_ vendor: String, _ board: String, chassis: Int = 3) {
    let folder = "sys/devices/virtual/dmi/id"
    tree.link("sys/class/dmi/id", to: folder)
    file(folder + "/board_vendor", vendor + "\n")
    file(folder + "/board_name", board + "\n")
    file(folder + "/sys_vendor", vendor + "\n")
    file(folder + "/product_name", board + "\n")
    file(folder + "/board_serial", "SERIAL-0815\n")
    file(folder + "/chassis_type", "\(chassis)\n")
  }

  /// A PCI function.
  ///
  /// - Parameters:
  ///   - kind: The class, `0300`.
  ///   - ids: Vendor and device, with a name behind: `10de:1b80 GP104 [GeForce GTX 1080]`.
  ///   - under: The bridge it is behind; the processor itself without.
  ///   - more: Attributes besides.
  public mutating func pci(
    _ address: String, _ kind: String, _ ids: String, driver: String? = nil, group: Int?, under: String? = nil,
    boot: Bool? = nil, _ more: [String: String] = [:]
  ) {
    let parts = ids.split(separator: " ", maxSplits: 1)
    let numbers = parts[0].split(separator: ":")
    let place = (under.flatMap { places[$0] } ?? "sys/devices/pci0000:00") + "/" + address
    places[address] = place
    if parts.count > 1 { names[String(parts[0])] = String(parts[1]) }
    tree.link("sys/bus/pci/devices/\(address)", to: place)
    file(place + "/class", "0x\(kind)00\n")
    file(place + "/vendor", "0x\(numbers[0])\n")
    file(place + "/device", "0x\(numbers[1])\n")
    file(place + "/subsystem_vendor", "0x1043\n")
    file(place + "/subsystem_device", "0x8694\n")
    file(place + "/numa_node", "-1\n")
    file(place + "/driver_override", "(null)\n")
    file(place + "/resource", Self.windows)
    var event = "PCI_CLASS=\(kind.uppercased().drop { $0 == "0" })00\n"
    event += "PCI_ID=\(parts[0].uppercased())\nPCI_SUBSYS_ID=1043:8694\nPCI_SLOT_NAME=\(address)\n"
    if let driver {
      event = "DRIVER=\(driver)\n" + event
      folder("sys/bus/pci/drivers/\(driver)")
      tree.link(place + "/driver", to: "sys/bus/pci/drivers/\(driver)")
    }
    file(place + "/uevent", event)
    if let group {
      let folder = "sys/kernel/iommu_groups/\(group)"
      tree.link(place + "/iommu_group", to: folder)
      tree.link(folder + "/devices/\(address)", to: place)
      file(folder + "/reserved_regions", "0x00000000fee00000 0x00000000feefffff msi\n")
    }
    if kind.hasPrefix("03") || kind.hasPrefix("01") {
      file(place + "/reset_method", "bus\n")
      file(place + "/current_link_speed", "8.0 GT/s PCIe\n")
      file(place + "/max_link_speed", "8.0 GT/s PCIe\n")
      file(place + "/current_link_width", "16\n")
      file(place + "/max_link_width", "16\n")
    }
    if let boot { file(place + "/boot_vga", boot ? "1\n" : "0\n") }
    for (name, value) in more { file(place + "/" + name, value + "\n") }
    finish()
  }

  /// Two windows, of 16 and 256 MiB, and eleven registers without any.
  private static let windows =
    "0x00000000f6000000 0x00000000f6ffffff 0x0000000000040200\n"
    + "0x00000000e0000000 0x00000000efffffff 0x000000000014220c\n"
    + String(repeating: "0x0000000000000000 0x0000000000000000 0x0000000000000000\n", count: 11)

  /// The folder of a function.
  public func place(_ address: String) -> String { places[address] ?? "sys" }

  /// A node in `/dev`: its number, and the place of what it belongs to.
  public mutating func node(_ number: String, _ place: String, isBlock: Bool = false) {
    tree.link("sys/dev/\(isBlock ? "block" : "char")/\(number)", to: place)
  }

  /// A graphics driver's nodes and sockets; a socket is `connected`, `on` or `free`.
  public mutating func screen(_ card: Int, at address: String, _ sockets: [String: String], inside: String = "") {
    let folder = place(address) + inside + "/drm"
    self.folder("\(folder)/card\(card)")
    self.folder("\(folder)/renderD\(128 + card)")
    tree.link("sys/class/drm/card\(card)", to: "\(folder)/card\(card)")
    tree.link("sys/class/drm/renderD\(128 + card)", to: "\(folder)/renderD\(128 + card)")
    node("226:\(card)", "\(folder)/card\(card)")
    node("226:\(128 + card)", "\(folder)/renderD\(128 + card)")
    for (socket, state) in sockets {
      let place = "\(folder)/card\(card)/card\(card)-\(socket)"
      file(place + "/status", state == "free" ? "disconnected\n" : "connected\n")
      file(place + "/enabled", state == "on" ? "enabled\n" : "disabled\n")
      tree.link("sys/class/drm/card\(card)-\(socket)", to: place)
    }
  }

  /// A sound card.
  public mutating func sound(_ card: Int, at address: String) {
    folder(place(address) + "/sound/card\(card)")
    node("116:\(card * 32)", place(address) + "/sound/card\(card)/controlC\(card)")
    node("116:\(card * 32 + 3)", place(address) + "/sound/card\(card)/pcmC\(card)D3p")
    tree.link("sys/class/sound/card\(card)", to: place(address) + "/sound/card\(card)")
  }

  /// A process with the files it has open.
  public mutating func process(_ number: Int, _ name: String, _ open: [String]) {
    file("proc/\(number)/comm", name + "\n")
    folder("proc/\(number)/fd")
    for (index, path) in open.enumerated() { tree["proc/\(number)/fd/\(index)"] = .link(path) }
  }

  /// A network interface.
  public mutating func network(_ name: String, at address: String, _ state: String, isDefault: Bool = false) {
    let folder = place(address) + "/net/" + name
    file(folder + "/operstate", state + "\n")
    file(folder + "/address", "52:54:00:12:34:56\n")
    tree.link("sys/class/net/" + name, to: folder)
    if isDefault { routes.append("\(name)\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n") }
    finish()
  }

  /// A keyboard or a mouse, on a USB controller or at a place of its own.
  public mutating func input(_ number: Int, isKeyboard: Bool, at address: String? = nil) {
    let place =
      address.map { usb(number, at: $0, interface: 0, ids: "046D:C31C") + "/input/input\(number)" }
      ?? "sys/devices/platform/i8042/serio0/input/input\(number)"
    input(number, isKeyboard ? Self.keyboardBits : Self.mouseBits, ids: "046D:C31C", at: place)
  }

  /// What the kernel tells of the keys of a keyboard.
  public static let keyboardBits = "B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
  /// What the kernel tells of a mouse.
  public static let mouseBits = "B: KEY=ff0000 0 0 0 0\nB: REL=903"

  /// An input device with its keys and axes.
  public mutating func input(_ number: Int, _ bits: String, ids: String, at place: String) {
    folder(place)
    tree.link("sys/class/input/input\(number)", to: place)
    node("13:\(64 + number)", place + "/event\(number)")
    let numbers = ids.lowercased().split(separator: ":")
    inputs.append(
      "I: Bus=0003 Vendor=\(numbers[0]) Product=\(numbers[1]) Version=0110\nN: Name=\"Alice's device\"\nP: Phys=usb\n"
        + "S: Sysfs=/\(place.dropFirst(4))\nU: Uniq=00:11:22:33:44:55\nH: Handlers=event\(number)\n\(bits)\n\n")
    finish()
  }

  /// An interface for people of a USB device, with the usage page it begins with; gives its place.
  public mutating func usb(
    _ port: Int, at address: String, interface: Int, of count: Int = 1, ids: String, page: [UInt8] = [0x05, 0x01, 0x09]
  ) -> String {
    let device = place(address) + "/usb1/1-\(port)"
    file(device + "/bNumInterfaces", " \(count)\n")
    let place = "\(device)/1-\(port):1.\(interface)/0003:\(ids).\(port)\(interface)00"
    tree[place + "/report_descriptor"] = .bytes(page)
    return place
  }

  /// A disk with two partitions: `259:1` and `259:2` of the first.
  public mutating func nvme(_ number: Int, at address: String) {
    let disk = "nvme\(number)n1"
    let folder = place(address) + "/nvme/nvme\(number)/\(disk)"
    node("240:\(number)", place(address) + "/nvme/nvme\(number)")
    node("259:\(number * 10)", folder, isBlock: true)
    for part in 1...2 {
      file("\(folder)/\(disk)p\(part)/partition", "\(part)\n")
      tree.link("sys/class/block/\(disk)p\(part)", to: "\(folder)/\(disk)p\(part)")
      tree.link("sys/dev/block/259:\(number * 10 + part)", to: "\(folder)/\(disk)p\(part)")
    }
    tree.link("sys/class/block/\(disk)", to: folder)
  }

  /// A disk of the device mapper, over others.
  public mutating func mapped(_ number: Int, _ name: String, over slaves: [String]) {
    let folder = "sys/devices/virtual/block/dm-\(number)"
    file(folder + "/dm/name", name + "\n")
    tree.link("sys/class/block/dm-\(number)", to: folder)
    tree.link("sys/dev/block/254:\(number)", to: folder)
    for slave in slaves {
      guard case .link(let target)? = tree["sys/class/block/" + slave] else { continue }
      tree.link(folder + "/slaves/" + slave, to: target.replacing("../", with: ""))
    }
  }

  /// A mounted file system.
  public mutating func mount(_ place: String, _ number: String, type: String = "ext4", source: String = "/dev/root") {
    mounts.append("\(20 + mounts.count) 1 \(number) / \(place) rw,relatime shared:1 - \(type) \(source) rw\n")
    finish()
  }

  /// Writes the files that tell of several things.
  private mutating func finish() {
    file("proc/self/mountinfo", mounts.joined() + "90 1 0:20 / /proc rw - proc proc rw\n")
    file("proc/swaps", "Filename Type Size Used Priority\n")
    file("proc/net/route", "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n" + routes.joined())
    file("proc/bus/input/devices", inputs.joined())
    var text = ""
    for vendor in names.keys.filter({ !$0.contains(":") }).sorted() {
      text += "\(vendor)  \(names[vendor] ?? "")\n"
      for key in names.keys.filter({ $0.hasPrefix(vendor + ":") }).sorted() {
        text += "\t\(key.dropFirst(5))  \(names[key] ?? "")\n"
      }
    }
    text += "C 01  Mass storage controller\n\t08  Non-Volatile memory controller\nC 02  Network controller\n"
    text += "\t00  Ethernet controller\nC 03  Display controller\n\t00  VGA compatible controller\n"
    text += "\t02  3D controller\n\t80  Display controller\nC 04  Multimedia controller\n\t03  Audio device\n"
    text +=
      "C 06  Bridge\n\t01  ISA bridge\n\t04  PCI bridge\nC 0c  Serial bus controller\n\t03  USB controller\n\t80  Serial bus controller\n"
    file("usr/share/misc/pci.ids", text)
  }
}
