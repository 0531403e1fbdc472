import MachineModel

/// What the kernel has made of devices for programs, by the lists of its classes.
struct CardNodes {
  private let found: [PCIAddress: Set<BoundFunction.Node>]

  /// Looks at a host as it is now.
  init(_ root: HostRoot) {
    var found: [PCIAddress: Set<BoundFunction.Node>] = [:]
    for (folder, node) in [("sys/class/drm", BoundFunction.Node.picture), ("sys/class/sound", .sound)] {
      for name in root.names(folder) ?? [] where name.hasPrefix("card") && !name.contains("-") {
        guard let link = root.link(folder + "/" + name), let place = SysfsPath(link: link, in: folder),
          let device = place.device
        else { continue }
        found[device, default: []].insert(node)
      }
    }
    self.found = found
  }

  /// Those of a function.
  func nodes(of address: PCIAddress) -> Set<BoundFunction.Node> { found[address] ?? [] }
}
