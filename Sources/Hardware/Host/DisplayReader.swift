import MachineModel

/// Reads what the kernel's graphics drivers tell of their cards and sockets.
struct DisplayReader {
  let root: HostRoot
  private static let folder = "sys/class/drm"

  /// Every adapter; nil when they cannot be read.
  ///
  /// Looks in the kernel's list of adapters and in the devices' own folders, so that a socket that only one of them
  /// tells of is not overlooked. What a link does not lead to is there all the same, and nothing is known of it.
  ///
  /// - Parameter displays: The PCI functions that may have adapters.
  func adapters(displays: [PCIDevice]) -> [DisplayAdapter]? {
    guard let listed = root.names(Self.folder) else {
      // Without any graphics driver the folder is missing.
      guard root.isFolder("sys/class") else { return nil }
      return adapters(ofFolders: displays, into: [:], linkless: [])
    }
    var paths: [String: SysfsPath] = [:]
    var linkless: [String] = []
    for name in listed where name.hasPrefix("card") || name.hasPrefix("renderD") {
      if let place = root.link(Self.folder + "/" + name).flatMap({ SysfsPath(link: $0, in: Self.folder) }) {
        paths[name] = place
      } else {
        linkless.append(name)
      }
    }
    return adapters(ofFolders: displays, into: paths, linkless: linkless)
  }

  private func adapters(
    ofFolders displays: [PCIDevice], into listed: [String: SysfsPath], linkless: [String]
  ) -> [DisplayAdapter] {
    var paths = listed
    for display in displays {
      guard let link = root.link(PCIBusReader.folder + "/\(display.address)"),
        let place = SysfsPath(link: link, in: PCIBusReader.folder)
      else { continue }
      for node in root.names(place.path + "/drm") ?? [] where node.hasPrefix("card") || node.hasPrefix("renderD") {
        add(node, "\(place.path)/drm/\(node)", to: &paths)
        guard node.hasPrefix("card") else { continue }
        for connector in root.names("\(place.path)/drm/\(node)") ?? [] where connector.hasPrefix(node + "-") {
          add(connector, "\(place.path)/drm/\(node)/\(connector)", to: &paths)
        }
      }
    }
    var adapters: [PCIAddress?: DisplayAdapter] = [:]
    for (name, place) in paths.sorted(by: { $0.key < $1.key }) {
      let key = place.device
      // A screen that hangs on no PCI device may be a small computer's own, but not one of software or firmware.
      if key == nil,
        place.isVirtual || ["simple-framebuffer", "/vkms", "/evdi"].contains(where: { place.path.contains($0) })
      {
        continue
      }
      var adapter = adapters[key] ?? DisplayAdapter(device: key)
      if name.contains("-") {
        adapter.connectors.append(connector(name, at: place.path))
      } else {
        adapter.nodes.append(name)
      }
      adapters[key] = adapter
    }
    // What cannot be placed may be anybody's.
    for name in linkless {
      for key in adapters.keys where belongs(name, to: adapters[key]) {
        guard name.contains("-") else { continue }
        adapters[key]?.connectors.append(DisplayConnector(name: name, isConnected: nil, isEnabled: nil))
      }
    }
    return adapters.values.sorted { ($0.device.map { "\($0)" } ?? "") < ($1.device.map { "\($0)" } ?? "") }
  }

  private func add(_ name: String, _ path: String, to paths: inout [String: SysfsPath]) {
    if paths[name] == nil { paths[name] = SysfsPath(link: path, in: "") }
  }

  private func belongs(_ connector: String, to adapter: DisplayAdapter?) -> Bool {
    let card = connector.prefix { $0 != "-" }
    return adapter?.nodes.contains { $0 == card } ?? false
  }

  private func connector(_ name: String, at path: String) -> DisplayConnector {
    func state(_ file: String, _ yes: String, _ no: String) -> Bool? {
      switch root.text(path + "/" + file) {
      case yes: true
      case no: false
      default: nil
      }
    }
    return DisplayConnector(
      name: name, isConnected: state("status", "connected", "disconnected"),
      isEnabled: state("enabled", "enabled", "disabled"))
  }
}
