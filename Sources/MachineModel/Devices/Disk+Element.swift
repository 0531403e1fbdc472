public import XML

extension Disk {
  /// A disk or drive to be given to a machine.
  public init(
    device: String, target: String, bus: DiskBus, format: String, source: Source?, isReadOnly: Bool = false
  ) {
    self.init(
      device: device, target: target, bus: bus.rawValue, format: format, source: source, backing: [],
      isReadOnly: isReadOnly, isShared: false, bootOrder: nil)
  }

  /// The `<disk>` of a domain, with what this value knows; cold plug and hot plug send the same.
  public var element: Element {
    var disk = Element("disk", ["type": source?.type ?? "file", "device": device])
    var driver = Element("driver", ["name": "qemu"])
    driver["type"] = format
    // What the guest throws away is given back to the host.
    if device == "disk" { driver["discard"] = "unmap" }
    var target = Element("target")
    target["dev"] = self.target
    target["bus"] = bus
    disk.children = [driver, source?.element, target, isReadOnly ? Element("readonly") : nil].compactMap { part in
      part.map(Node.element)
    }
    return disk
  }
}

extension Disk.Source {
  /// The `type` of a `<disk>` with this source.
  var type: String {
    switch self {
    case .file: "file"
    case .block: "block"
    case .volume: "volume"
    case .other(let type, _): type
    }
  }

  /// The `<source>`; nil for what only libvirt's own words can name.
  var element: Element? {
    switch self {
    case .file(let path): Element("source", ["file": path])
    case .block(let path): Element("source", ["dev": path])
    case .volume(let pool, let volume): Element("source", ["pool": pool, "volume": volume])
    case .other: nil
    }
  }
}

extension Element {
  /// This `<disk>` of a drive with another medium in it, or with none; all else stays as whoever made it wrote it.
  public func holding(_ medium: Disk.Source?) -> Element {
    var disk = self
    let policy = first("source")?["startupPolicy"]
    // What libvirt adds to a running machine's disk belongs to the old medium.
    disk.children.removeAll { node in
      ["source", "backingStore", "mirror"].contains { node.element?.isPlain($0) == true }
    }
    disk["type"] = medium?.type ?? "file"
    guard var source = medium?.element else { return disk }
    source["startupPolicy"] = policy
    let place = disk.children.firstIndex { $0.element?.isPlain("driver") == true }
    if let place, var driver = disk.children[place].element {
      driver["type"] = "raw"
      disk.children[place] = .element(driver)
    }
    disk.children.insert(.element(source), at: place.map { $0 + 1 } ?? 0)
    return disk
  }
}

extension Element {
  /// Whether it is libvirt's element of this name, and not one that somebody keeps there in a namespace of their own.
  func isPlain(_ name: String) -> Bool { self.name == name && namespace == nil }
}
