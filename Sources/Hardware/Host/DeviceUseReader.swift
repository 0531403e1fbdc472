internal import Glibc
import MachineModel

/// Finds the processes that hold devices, by the links in `/proc/PID/fd`.
struct DeviceUseReader {
  let root: HostRoot
  /// The functions that each node in `/dev` belongs to.
  private let owners: [String: Set<PCIAddress>]
  /// The functions of NVIDIA's driver, for its nodes that are no single card's.
  private let nvidia: Set<PCIAddress>
  /// The functions that are bound to vfio-pci.
  private let given: Set<PCIAddress>

  /// - Parameters:
  ///   - devices: All functions.
  ///   - adapters: What shows pictures, with its nodes.
  init(root: HostRoot, devices: [PCIDevice], adapters: [DisplayAdapter]) {
    self.root = root
    var owners: [String: Set<PCIAddress>] = [:]
    for adapter in adapters {
      guard let device = adapter.device else { continue }
      for node in adapter.nodes { owners["dri/" + node] = [device] }
    }
    for device in devices {
      if let group = device.group { owners["vfio/\(group)", default: []].insert(device.address) }
    }
    // With iommufd a machine holds the device itself and not its group.
    for name in root.names("sys/class/vfio-dev") ?? [] {
      if let device = Self.device("sys/class/vfio-dev", name, in: root) { owners["vfio/devices/" + name] = [device] }
    }
    given = Set(devices.filter { $0.driver == "vfio-pci" }.map(\.address))
    for name in root.names("sys/class/sound") ?? [] where name.hasPrefix("card") {
      guard let device = Self.device("sys/class/sound", name, in: root) else { continue }
      owners["snd/" + name.dropFirst(4), default: []].insert(device)
    }
    for name in root.names("sys/class/graphics") ?? [] where name.hasPrefix("fb") {
      if let device = Self.device("sys/class/graphics", name, in: root) { owners[name] = [device] }
    }
    nvidia = Set(devices.filter { $0.driver == "nvidia" && $0.kind?.isDisplay == true }.map(\.address))
    for card in nvidia {
      let lines = root.lines("proc/driver/nvidia/gpus/\(card)/information") ?? []
      guard let line = lines.first(where: { $0.hasPrefix("Device Minor:") }),
        let number = line.split(whereSeparator: \.isWhitespace).last.flatMap({ Int($0) })
      else { continue }
      owners["nvidia\(number)"] = [card]
    }
    self.owners = owners
  }

  private static func device(_ folder: String, _ name: String, in root: HostRoot) -> PCIAddress? {
    root.link(folder + "/" + name).flatMap { SysfsPath(link: $0, in: folder) }?.device
  }

  /// Who holds something, and how many processes could not be looked at.
  func use() -> DeviceUse {
    let processes = (root.names("proc") ?? []).compactMap { Int($0) }.filter { $0 > 0 }.sorted()
    // Where the first process is not to be seen, others may be hidden as well (hidepid).
    guard processes.first == 1 else { return DeviceUse(holders: [], unseen: nil, moduleUses: moduleUses()) }
    var holders: [DeviceHolder] = []
    var unseen = 0
    let own = root.isLive ? Int(getpid()) : 0
    for process in processes where process != own {
      guard let nodes = nodes(of: process) else {
        // One that has just ended holds nothing any more.
        guard !root.isLive || root.isFolder("proc/\(process)") else { continue }
        if unseen == 0 || process == 1 { root.recording?.process(process, wasSeen: false) }
        unseen += 1
        continue
      }
      if nodes.isEmpty { continue }
      let name = root.text("proc/\(process)/comm") ?? ""
      let devices = nodes.reduce(into: Set<PCIAddress>()) { $0.formUnion(functions(of: $1)) }
      if !devices.isEmpty {
        holders.append(DeviceHolder(process: process, name: name, nodes: nodes.sorted(), devices: devices))
      }
    }
    return DeviceUse(holders: holders, unseen: unseen, moduleUses: moduleUses())
  }

  /// The nodes of interest that a process has open; nil when it does not let itself be looked at.
  private func nodes(of process: Int) -> Set<String>? {
    let path = "proc/\(process)/fd"
    let descriptor = root.open(path, O_RDONLY | O_DIRECTORY)
    guard descriptor >= 0 else { return nil }
    var nodes: Set<String> = []
    // Tens of thousands of names: no text is made of one that is not wanted.
    let isWhole = forEachName(descriptor) { folder, name in
      guard let node = Self.deviceNode(folder, name), nodes.insert(node).inserted else { return }
      root.recording?.holder(process, link: path + "/" + String(cString: name), node, in: root)
    }
    guard isWhole else { return nil }
    if process == 1 { root.recording?.process(process, wasSeen: true) }
    return nodes
  }

  /// The node of a graphics card, sound card or group of devices that a link leads to; nil for anything else.
  private static func deviceNode(_ folder: CInt, _ name: UnsafePointer<CChar>) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer -> String? in
      // What is longer is no node of ours.
      guard let start = buffer.baseAddress else { return nil }
      let length = readlinkat(folder, name, start, 256)
      guard length > 7, length < 256, start[0] == 0x2F else { return nil }
      start[length] = 0
      guard strstr(start, "/dev/") != nil else { return nil }
      return oneLine(buffer[..<length].map { UInt8(bitPattern: $0) }).flatMap(node)
    }
  }

  /// The node that a path leads to, from `/dev/` on; nil for anything else.
  ///
  /// A node in another root has a path in front, and one that was taken away a word behind.
  static func node(_ path: String) -> String? {
    let ending = " (deleted)"
    let path = path.hasSuffix(ending) ? path.dropLast(ending.count) : path[...]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "", let dev = parts.lastIndex(of: "dev"), dev + 1 < parts.count else { return nil }
    let name = parts[(dev + 1)...].joined(separator: "/")
    let isOurs = ["dri/", "nvidia", "snd/", "vfio/", "fb"].contains { name.hasPrefix($0) }
    // Elsewhere a folder “dev” may be anything.
    guard isOurs, dev == 1 || isNode(name) else { return nil }
    return "/dev/" + name
  }

  private static func isNode(_ name: String) -> Bool {
    for stem in ["nvidia", "fb", "dri/card", "dri/renderD", "vfio/", "vfio/devices/vfio"] where name.hasPrefix(stem) {
      let rest = name.dropFirst(stem.count).utf8
      if !rest.isEmpty, rest.allSatisfy({ 0x30...0x39 ~= $0 }) { return true }
    }
    return ["nvidiactl", "nvidia-modeset", "nvidia-uvm"].contains(name)
      || ["snd/controlC", "snd/pcmC", "snd/hwC"].contains { name.hasPrefix($0) }
  }

  /// The functions that a node in `/dev` belongs to.
  private func functions(of node: String) -> Set<PCIAddress> {
    let name = String(node.dropFirst("/dev/".count))
    if let known = owners[name] { return known }
    if name.hasPrefix("nvidia") { return nvidia }
    if name.hasPrefix("vfio/devices/") { return given }
    if name.hasPrefix("snd/") {
      // controlC1, pcmC1D3p, hwC1D0: the card's number follows the C.
      let digits = name.drop { $0 != "C" }.dropFirst().prefix { $0.isNumber }
      return owners["snd/" + digits] ?? []
    }
    return []
  }

  /// How often the graphics drivers are in use other than by other modules.
  private func moduleUses() -> [String: Int] {
    var uses: [String: Int] = [:]
    // Of these it is known that nothing but an open node counts.
    for module in ["amdgpu", "radeon", "nouveau"] where root.isFolder("sys/module/\(module)") {
      guard let count = root.text("sys/module/\(module)/refcnt").flatMap({ Int($0) }) else { continue }
      uses[module] = max(0, count - (root.names("sys/module/\(module)/holders")?.count ?? 0))
    }
    return uses
  }
}
