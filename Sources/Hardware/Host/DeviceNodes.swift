import MachineModel

/// The nodes in `/dev`, and the PCI functions that they belong to.
///
/// Whatever character or block device sysfs places below a function is a node of it: a picture, a sound output, the bus
/// that screens are set over (DDC), a webcam, a disk.
struct DeviceNodes {
  /// The functions by a node's name; none for one that is no PCI device's.
  private var owners: [String: Set<PCIAddress>] = [:]
  private var names: [DeviceNumber: String] = [:]
  /// All functions: a node that nothing places may be anybody's.
  private let all: Set<PCIAddress>
  /// The functions of NVIDIA's driver, for its nodes that are no single card's.
  private let nvidia: Set<PCIAddress>
  /// AMD's, for the node that all its cards compute by.
  private let amd: Set<PCIAddress>
  /// The functions that are bound to vfio-pci.
  private let given: Set<PCIAddress>
  /// Whether sysfs could be read.
  private let isTold: Bool

  /// - Parameters:
  ///   - devices: All functions.
  ///   - adapters: What shows pictures, with its nodes.
  init(in root: HostRoot, devices: [PCIDevice], adapters: [DisplayAdapter]) {
    func functions(_ isTheirs: (PCIDevice) -> Bool) -> Set<PCIAddress> {
      Set(devices.lazy.filter(isTheirs).map(\.address))
    }
    all = functions { _ in true }
    nvidia = functions { $0.driver == "nvidia" && $0.kind?.isDisplay == true }
    amd = functions { $0.driver == "amdgpu" && $0.kind?.isDisplay == true }
    given = functions { $0.driver == "vfio-pci" }
    isTold = root.isFolder("sys/dev/char")
    for (folder, isBlock) in [("sys/dev/char", false), ("sys/dev/block", true)] {
      guard let numbers = root.names(folder), let links = HostFolder(folder, in: root) else { continue }
      for text in numbers {
        guard let number = DeviceNumber(text, isBlock: isBlock), let link = links.link(text) else { continue }
        add(number, link, in: folder, of: root)
      }
    }
    // What the classes tell besides: a link that is lost in one list stands in the other.
    for adapter in adapters {
      guard let device = adapter.device else { continue }
      for node in adapter.nodes { owners["dri/" + node] = [device] }
    }
    for device in devices {
      if let group = device.group { owners["vfio/\(group)", default: []].insert(device.address) }
    }
    for (folder, start, prefix) in [
      ("sys/class/vfio-dev", "", "vfio/devices/"), ("sys/class/sound", "card", "snd/"),
      ("sys/class/graphics", "fb", ""),
    ] {
      for name in root.names(folder) ?? [] where name.hasPrefix(start) {
        guard let device = root.link(folder + "/" + name).flatMap({ SysfsPath(link: $0, in: folder) })?.device else {
          continue
        }
        owners[prefix + (prefix == "snd/" ? String(name.dropFirst(4)) : name)] = [device]
      }
    }
    for card in nvidia {
      let lines = root.lines("proc/driver/nvidia/gpus/\(card)/information") ?? []
      guard let line = lines.first(where: { $0.hasPrefix("Device Minor:") }),
        let number = line.split(whereSeparator: \.isWhitespace).last.flatMap({ Int($0) })
      else { continue }
      owners["nvidia\(number)"] = [card]
    }
  }

  private mutating func add(_ number: DeviceNumber, _ link: String, in folder: String, of root: HostRoot) {
    // Most are software's, and need not be taken apart.
    let virtual = "../../devices/virtual/"
    if link.hasPrefix(virtual), !link.dropFirst(virtual.count).hasPrefix("nvme-subsystem/") {
      let name = DeviceNodeName.name(of: link, number)
      names[number] = name
      // A disk that stands on others is no device: what stands on a disk is told of elsewhere.
      if owners[name] == nil { owners[name] = [] }
      return
    }
    guard let place = SysfsPath(link: link, in: folder) else { return }
    let name = DeviceNodeName.name(of: place.path, number)
    names[number] = name
    guard place.isVirtual else {
      owners[name] = Set(place.device.map { [$0] } ?? [])
      return
    }
    // With several ways to one disk its node is all controllers'; without a way that is known it is anybody's.
    if let ways = DiskReader(root: root).ways(toMultipath: place) { owners[name] = Set(ways.compactMap(\.device)) }
  }

  /// The functions that have nodes besides those of VFIO, which each may have; nil when not told.
  var functions: Set<PCIAddress>? {
    guard isTold else { return nil }
    return owners.reduce(into: []) { if !$1.key.hasPrefix("vfio/") { $0.formUnion($1.value) } }
  }

  /// A node by its number; nil for one that is no device's, or that sysfs does not place.
  func name(of number: DeviceNumber) -> String? { names[number] }

  /// Whether a name is one of those that are known.
  func knows(_ name: String) -> Bool { !(owners[name]?.isEmpty ?? true) || Self.isNode(name) }

  /// The functions that a node belongs to, by its name; none for one that is no PCI device's.
  func functions(of name: String) -> Set<PCIAddress> {
    if name == "kfd" { return amd }
    if let known = owners[name] { return known }
    if name.hasPrefix("nvidia") { return nvidia }
    if name.hasPrefix("vfio/") { return given }
    if name.hasPrefix("snd/") {
      // controlC1, pcmC1D3p, hwC1D0: the card's number follows the C.
      let digits = name.drop { $0 != "C" }.dropFirst().prefix { $0.isNumber }
      if let known = owners["snd/" + digits] { return known }
    }
    return DeviceNodeName.isSoftware(name) ? [] : all
  }

  /// Whether a name can be nothing but a node's: elsewhere than in `/dev` a folder “dev” may be anything.
  private static func isNode(_ name: String) -> Bool {
    for stem in ["nvidia", "fb", "dri/card", "dri/renderD", "vfio/", "vfio/devices/vfio", "i2c-", "hidraw", "video"]
    where name.hasPrefix(stem) {
      let rest = name.dropFirst(stem.count).utf8
      if !rest.isEmpty, rest.allSatisfy({ 0x30...0x39 ~= $0 }) { return true }
    }
    return ["nvidiactl", "nvidia-modeset", "nvidia-uvm"].contains(name)
      || ["snd/controlC", "snd/pcmC", "snd/hwC", "bus/usb/", "input/event"].contains { name.hasPrefix($0) }
  }
}
