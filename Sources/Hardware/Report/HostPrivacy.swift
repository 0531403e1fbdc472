import MachineModel

/// What of a host may be shown to others: nothing but what the verdicts rest on.
///
/// A file that nobody thought of is kept empty. Serial numbers, addresses of networks, names of users and hosts never
/// pass; names that could be one of these are replaced.
struct HostPrivacy {
  private var interfaces: [Substring: String] = [:]
  private var fileSystems: [Substring: String] = [:]
  private var volumes: [String: String] = [:]
  private var places: [String: String] = [:]
  private var identifiers: [String: String] = [:]
  private var nodes: [String: String] = [:]
  private var programs: [String: String] = [:]

  init() {}

  /// The folders of which the names that are in them are kept too.
  static func keepsNames(of folder: String) -> Bool {
    [
      "sys/class/drm", "sys/class/net", "sys/class/sound", "sys/class/graphics", "sys/class/input",
      "sys/bus/pci/devices",
      "sys/kernel/iommu_groups", "sys/firmware/acpi/tables", "sys/kernel/mm/hugepages", "sys/class/block",
      "sys/class/vfio-dev",
      "sys/devices/system/cpu",
    ].contains(folder) || folder.hasSuffix("/slaves") || folder.hasPrefix("sys/fs/btrfs")
      || folder.hasPrefix("sys/devices/virtual/nvme-subsystem/") || folder.hasPrefix("sys/kernel/iommu_groups/")
      || folder.hasSuffix("/holders") || folder.contains("/drm") || folder.hasSuffix("/drivers/vfio/pci")
      || folder.contains("/net/")
  }

  /// Whether a file in such a folder is kept without its content.
  static func isKeptEmpty(_ name: String, in folder: String) -> Bool {
    folder.hasSuffix("/tables")
      ? ["DMAR", "IVRS", "IORT"].contains { name.hasPrefix($0) } : name.hasPrefix("vfio-pci.ko")
  }

  /// A path or a link's text, with the names replaced that could tell who it is.
  mutating func kept(path: String) -> String {
    if path.hasPrefix("proc/") { return path }
    var parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for index in parts.indices {
      let before = index > 0 ? parts[index - 1] : ""
      if before == "net" { parts[index] = interface(parts[index])[...] }
      if parts[index].hasPrefix("lower_") || parts[index].hasPrefix("upper_") {
        parts[index] = parts[index].prefix(6) + interface(parts[index].dropFirst(6))
      }
      if Self.isUUID(parts[index]) { parts[index] = numbered(String(parts[index]), "id", in: \.identifiers)[...] }
      if before == "btrfs", parts[index] != "features" { parts[index] = fileSystem(parts[index])[...] }
    }
    return parts.joined(separator: "/")
  }

  /// What is kept of a file; nil for nothing, not even that it is there.
  mutating func kept(_ bytes: [UInt8], of path: String) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self)
    if path.hasPrefix("proc/") { return keptOfProcesses(text, path).map { Array($0.utf8) } }
    if path.hasPrefix("etc/") || path.hasPrefix("usr/lib/os-release") {
      guard path.hasSuffix("os-release") else { return [] }
      let lines = text.split(separator: "\n").filter { $0.hasPrefix("ID=") || $0.hasPrefix("ID_LIKE=") }
      return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
    let name = String(lastPart(path))
    if path.hasPrefix("sys/devices/system/node/"), name == "meminfo" {
      return Array(text.split(separator: "\n").filter { $0.contains("MemTotal:") }.joined().utf8)
    }
    if name == "backing_dev" { return text == "none\n" ? bytes : [] }
    if path.hasSuffix("/dm/name") { return Array((volume(text.trimmedLine) + "\n").utf8) }
    if name == "resource" { return Array(Self.windows(text).utf8) }
    if name == "uevent" { return Array(Self.lines(of: text, beginning: Self.eventKeys).utf8) }
    let isHarmless =
      Self.harmless.contains(name) || name.hasPrefix("LoaderInfo-")
      || (name.hasPrefix("resource") && name.hasSuffix("_resize"))
    return isHarmless ? bytes : []
  }

  /// Windows keep their sizes and kinds; where they lie is nobody's business.
  private static func windows(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { line -> String in
      let words = line.split(separator: " ").map { $0.hasPrefix("0x") ? UInt64($0.dropFirst(2), radix: 16) : nil }
      guard words.count == 3, let start = words[0], let end = words[1], let flags = words[2], end > start else {
        return "0x0 0x0 0x0\n"
      }
      return "0x0 0x\(String(end - start, radix: 16)) 0x\(String(flags, radix: 16))\n"
    }
    .joined()
  }

  private static let eventKeys = ["DRIVER=", "PCI_CLASS=", "PCI_ID=", "PCI_SUBSYS_ID=", "PCI_SLOT_NAME="]

  private static let harmless: Set<String> = [
    "class", "vendor", "device", "subsystem_vendor", "subsystem_device", "numa_node", "driver_override",
    "sriov_numvfs", "boot_vga", "reset_method", "current_link_speed", "current_link_width", "max_link_speed",
    "max_link_width", "status", "enabled", "operstate", "refcnt", "modeset", "reserved_regions", "board_vendor",
    "board_name", "sys_vendor", "chassis_type", "nr_hugepages", "free_hugepages",
    "bNumInterfaces", "report_descriptor", "thread_siblings_list", "core_cpus_list", "physical_package_id", "level",
    "shared_cpu_list", "cpus", "partition", "size", "isolated", "cpulist", "cpuset.cpus.effective",
  ]

  private mutating func keptOfProcesses(_ text: String, _ path: String) -> String? {
    switch path {
    case "proc/sys/kernel/osrelease": return text
    case "proc/cmdline": return HostPrivacy.parameters(text)
    case "proc/modules":
      return text.split(separator: "\n").compactMap { $0.split(separator: " ").first }.map { $0 + "\n" }.joined()
    case "proc/cpuinfo":
      return Self.lines(of: text, beginning: ["vendor_id", "model name", "flags", "CPU implementer"])
    case "proc/bus/input/devices":
      return Self.lines(of: text, beginning: ["I:", "S: Sysfs=", "B: KEY=", "B: REL=", "B: ABS="])
    case "proc/self/mountinfo": return mounts(text)
    case "proc/swaps": return swaps(text)
    case "proc/net/route": return routes(text)
    case "proc/net/ipv6_route": return newRoutes(text)
    default:
      if path.hasSuffix("/comm") { return program(text.trimmedLine) + "\n" }
      return path.hasPrefix("proc/driver/nvidia/gpus/") ? Self.lines(of: text, beginning: ["Device Minor:"]) : nil
    }
  }

  private static func lines(of text: String, beginning starts: [String]) -> String {
    text.split(separator: "\n").filter { line in starts.contains { line.hasPrefix($0) } }.map { $0 + "\n" }.joined()
  }

  /// The kernel's parameters that have to do with devices; of the others not even the name.
  private static func parameters(_ text: String) -> String {
    // Settings of modules have the module's name and a dot in front; the kernel takes - for _.
    let modules: Set<String> = [
      "iommu", "vfio", "vfio_pci", "vfio_iommu_type1", "pci", "nvidia", "nvidia_drm", "nvidia_modeset", "nouveau",
      "amdgpu", "radeon", "i915", "xe", "kvm", "kvm_intel", "kvm_amd",
    ]
    let whole: Set<String> = [
      "intel_iommu", "amd_iommu", "video", "modprobe.blacklist", "module_blacklist", "rd.driver.blacklist",
      "rd.driver.pre", "default_hugepagesz", "isolcpus", "nohz_full", "rcu_nocbs", "efifb", "fbcon", "nomodeset",
      "initcall_blacklist", "quiet", "splash", "iommu", "pci", "pcie_acs_override", "pcie_aspm", "intremap",
      "nointremap", "hugepages", "hugepagesz",
    ]
    let words = KernelReader.words(text).compactMap { word -> String? in
      let name = word.prefix { $0 != "=" }
      // Its value is the path of an image.
      if name == "ostree" { return "ostree=" }
      let module = name.firstIndex(of: ".").map { String(name[..<$0]).replacing("-", with: "_") }
      return whole.contains(String(name)) || module.map { modules.contains($0) } ?? false ? word : nil
    }
    return words.joined(separator: " ") + "\n"
  }

  private mutating func mounts(_ text: String) -> String {
    text.split(separator: "\n").compactMap { line -> String? in
      guard let mount = Mount(line), mount.place == "/" || mount.isOnDevice || mount.type == "hugetlbfs" else {
        return nil
      }
      if mount.type == "hugetlbfs" {
        let size = mount.options.split(separator: ",").first { $0.hasPrefix("pagesize=") } ?? "rw"
        return "1 1 0:1 / /dev/hugepages rw - hugetlbfs none \(size)\n"
      }
      let place = DiskPlace.isCommon(mount.place) ? mount.place : numbered(mount.place, "/mnt/", in: \.places)
      let source = mount.type == "btrfs" ? node(mount.source) : "none"
      return "1 1 \(mount.major):\(mount.minor) / \(place) rw - \(mount.type) \(source) rw\n"
    }.joined()
  }

  private mutating func swaps(_ text: String) -> String {
    text.split(separator: "\n").enumerated().compactMap { index, line -> String? in
      guard index > 0, let device = line.split(separator: " ").first, device.hasPrefix("/dev/") else {
        return index == 0 ? "Filename\n" : nil
      }
      return node(String(device)) + " partition 0 0 0\n"
    }.joined()
  }

  private mutating func routes(_ text: String) -> String {
    text.split(separator: "\n").enumerated().compactMap { index, line -> String? in
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard index > 0 else { return "Iface\n" }
      guard fields.count > 7, fields[1] == "00000000", fields[7] == "00000000" else { return nil }
      return interface(fields[0]) + "\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n"
    }.joined()
  }

  private mutating func newRoutes(_ text: String) -> String {
    let none = String(repeating: "0", count: 32)
    return text.split(separator: "\n").compactMap { line -> String? in
      let fields = line.split(whereSeparator: \.isWhitespace)
      guard fields.count > 9, fields[0] == none, fields[1] == "00", fields[9] != "lo" else { return nil }
      return "\(none) 00 \(none) 00 \(none) 00000000 00000000 00000000 00000000 \(interface(fields[9]))\n"
    }.joined()
  }

  /// A node in `/dev`, the name of a volume replaced: by custom it begins with the host's.
  private mutating func node(_ path: String) -> String {
    guard path.hasPrefix("/dev/mapper/") else {
      // Of all others with a folder (by-id, groups of volumes) nothing is asked but that they are there.
      let isPlain = path.hasPrefix("/dev/") && !path.dropFirst("/dev/".count).contains("/")
      return isPlain ? path : numbered(path, "/dev/disk/volume", in: \.nodes)
    }
    return "/dev/mapper/" + volume(String(path.dropFirst("/dev/mapper/".count)))
  }

  /// What runs is its owner's business, but for the systems' own programs, by which the advice goes.
  private mutating func program(_ name: String) -> String {
    KnownHolder.isCommon(name) ? name : numbered(name, "program", in: \.programs)
  }

  private mutating func volume(_ name: String) -> String { numbered(name, "volume", in: \.volumes) }

  private mutating func numbered(
    _ name: String, _ prefix: String, in known: WritableKeyPath<HostPrivacy, [String: String]>
  ) -> String {
    if let already = self[keyPath: known][name] { return already }
    let new = prefix + String(self[keyPath: known].count + 1)
    self[keyPath: known][name] = new
    return new
  }

  /// Whether a name is 32 hexadecimal digits in five parts.
  private static func isUUID(_ name: Substring) -> Bool {
    name.utf8.count == 36
      && name.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [8, 4, 4, 4, 12]
      && name.allSatisfy { $0 == "-" || ($0.isASCII && $0.isHexDigit) }
  }

  private mutating func fileSystem(_ name: Substring) -> String {
    if let known = fileSystems[name] { return known }
    let new = "filesystem\(fileSystems.count + 1)"
    fileSystems[name] = new
    return new
  }

  /// An interface's name: as it is where the system chose it by the place of the card.
  private mutating func interface(_ name: Substring) -> String {
    if InterfaceName.isCommon(name) { return String(name) }
    if let known = interfaces[name] { return known }
    let new = "if\(interfaces.count + 1)"
    interfaces[name] = new
    return new
  }
}

extension String {
  fileprivate var trimmedLine: String { String(prefix { $0 != "\n" }) }
}
