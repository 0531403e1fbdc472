import MachineModel

/// Finds what the host's file systems are on, down to the controllers of their disks.
///
/// Follows partitions, LVM, LUKS, MD, multipath NVMe and btrfs over several disks. Where the way is lost – ZFS, a file
/// system over the network, a loop – the answer is that it is not known.
struct DiskReader {
  let root: HostRoot

  /// Each mounted file system with a disk, and the root in any case; nil when the mounts cannot be read.
  func disks() -> [DiskUse]? {
    guard let lines = root.lines("proc/self/mountinfo", limit: 4 << 20) else { return nil }
    var disks: [DiskUse] = []
    for line in lines {
      guard let mount = Mount(line) else { continue }
      guard mount.place == "/" || mount.isOnDevice else { continue }
      let disk = DiskUse(place: mount.place, on: places(of: mount))
      // An image in a file (snap, ISO) lies in another file system, which is counted itself.
      if mount.isImage, disk.controllers == nil, !disk.isVital { continue }
      // Of several mounts on one place the last is seen.
      disks.removeAll { $0.place == mount.place }
      disks.append(disk)
    }
    for line in (root.lines("proc/swaps") ?? []).dropFirst() {
      guard let device = line.split(separator: " ").first, device.hasPrefix("/dev/") else { continue }
      disks.append(DiskUse(place: "swap", on: places(ofNode: String(device))))
    }
    return disks + heldDisks(disks)
  }

  /// Disks that something stands on (LVM, LUKS, RAID), mounted or not; those of vital file systems are known already.
  private func heldDisks(_ known: [DiskUse]) -> [DiskUse] {
    let vital = known.reduce(into: Set<PCIAddress>()) { if $1.isVital { $0.formUnion($1.controllers ?? []) } }
    let folder = "sys/class/block"
    var disks: [DiskUse] = []
    for name in (root.names(folder) ?? []).sorted() {
      guard let place = root.link(folder + "/" + name).flatMap({ SysfsPath(link: $0, in: folder) }), !place.isVirtual,
        let holders = root.names(place.path + "/holders"), !holders.isEmpty
      else { continue }
      let disk = DiskUse(place: "/dev/" + name, on: places(ofBlockDevice: place, depth: 0))
      if let controllers = disk.controllers, disk.usbPorts.isEmpty, controllers.isSubset(of: vital) { continue }
      disks.append(disk)
    }
    return disks
  }

  private func places(of mount: Mount) -> Set<SysfsPath>? {
    if mount.type == "btrfs" { return places(ofBtrfs: mount.source) }
    guard mount.major != 0 else { return nil }
    let folder = "sys/dev/block"
    guard let link = root.link("\(folder)/\(mount.major):\(mount.minor)"), let place = SysfsPath(link: link, in: folder)
    else { return nil }
    return places(ofBlockDevice: place, depth: 0)
  }

  /// btrfs has no device number of its own: the source is one of its disks, and sysfs knows the others.
  private func places(ofBtrfs source: String) -> Set<SysfsPath>? {
    guard let name = kernelName(ofNode: source) else { return nil }
    for system in (root.names("sys/fs/btrfs") ?? []).sorted() {
      guard let members = root.names("sys/fs/btrfs/\(system)/devices"), members.contains(name) else { continue }
      return union(members.sorted(), depth: 0)
    }
    return nil
  }

  private func places(ofNode path: String) -> Set<SysfsPath>? {
    kernelName(ofNode: path).flatMap { places(ofName: $0, depth: 0) }
  }

  private func places(ofName name: String, depth: Int) -> Set<SysfsPath>? {
    let folder = "sys/class/block"
    guard let place = root.link(folder + "/" + name).flatMap({ SysfsPath(link: $0, in: folder) }) else { return nil }
    return places(ofBlockDevice: place, depth: depth)
  }

  /// The places of the disks below; none for memory.
  private func places(ofBlockDevice place: SysfsPath, depth: Int) -> Set<SysfsPath>? {
    guard depth < 16 else { return nil }
    if place.path.hasPrefix("sys/devices/virtual/nvme-subsystem/") {
      return ways(toMultipath: place).map { Set($0) }
    }
    guard place.isVirtual else {
      // A disk on the network (iSCSI) has a session and no controller; a card of a small board has neither.
      return place.addresses.isEmpty && place.path.contains("/session") ? nil : [place]
    }
    if lastPart(place.path).hasPrefix("zram") {
      // Memory, unless it was given a disk to write to.
      return !root.exists(place.path + "/backing_dev") || root.text(place.path + "/backing_dev") == "none" ? [] : nil
    }
    // A partition of a virtual disk has no slaves of its own; its disk has.
    var path = place.path
    if root.exists(path + "/partition") { path = String(path.dropLast(lastPart(path).utf8.count + 1)) }
    guard let slaves = root.names(path + "/slaves"), !slaves.isEmpty else { return nil }
    return union(slaves.sorted(), depth: depth + 1)
  }

  /// The controllers' places of a disk with several ways to it; nil when one is not told.
  func ways(toMultipath place: SysfsPath) -> [SysfsPath]? {
    let subsystem = place.path.split(separator: "/").prefix(5).joined(separator: "/")
    let names = (root.names(subsystem) ?? []).filter { $0.hasPrefix("nvme") && !$0.dropFirst(4).contains("n") }
    var ways: [SysfsPath] = []
    for name in names.sorted() {
      let folder = "sys/class/nvme"
      guard let place = root.link(folder + "/" + name).flatMap({ SysfsPath(link: $0, in: folder) }), !place.isVirtual
      else { return nil }
      ways.append(place)
    }
    return ways.isEmpty ? nil : ways
  }

  /// All or nothing: with one disk unknown the whole is.
  private func union(_ names: [String], depth: Int) -> Set<SysfsPath>? {
    var all: Set<SysfsPath> = []
    for name in names {
      guard let found = places(ofName: name, depth: depth) else { return nil }
      all.formUnion(found)
    }
    return names.isEmpty ? nil : all
  }

  /// The kernel's name of a node: `sda2` of `/dev/sda2`, `dm-0` of `/dev/mapper/root`.
  private func kernelName(ofNode path: String) -> String? {
    guard path.hasPrefix("/dev/") else { return nil }
    let name = String(path.dropFirst("/dev/".count))
    guard name.hasPrefix("mapper/") else { return name.contains("/") ? nil : name }
    let wanted = name.dropFirst("mapper/".count)
    for block in (root.names("sys/class/block") ?? []).sorted() where block.hasPrefix("dm-") {
      if let text = root.text("sys/class/block/\(block)/dm/name"), text == wanted { return block }
    }
    return nil
  }
}

extension DiskUse {
  /// - Parameter places: The disks' places in sysfs; nil when they could not be found out.
  fileprivate init(place: String, on places: Set<SysfsPath>?) {
    self.init(
      place: place, controllers: places.map { $0.reduce(into: []) { $0.formUnion($1.addresses) } },
      usbPorts: Set((places ?? []).compactMap(\.usbPort)))
  }
}
