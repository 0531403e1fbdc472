public import XML

/// What `set` changes in a `<domain>`; everything else stays as it is.
extension Element {
  /// Sets the memory: the largest amount, and what the machine begins with.
  public mutating func setMemory(_ amount: ByteCount) {
    // Machines have whole mebibytes.
    let kibibytes = String(((amount.bytes + (1 << 20) - 1) >> 20) << 10)
    for name in ["memory", "currentMemory"] {
      edit(name) { element in
        element["unit"] = "KiB"
        element.setText(kibibytes)
      }
    }
    // Memory that is spread over one node is all on that node.
    guard first("cpu", "numa")?.all("cell").count == 1 else { return }
    edit("cpu") { cpu in
      cpu.edit("numa") { numa in
        numa.edit("cell") { cell in
          cell["unit"] = "KiB"
          cell["memory"] = kibibytes
        }
      }
    }
  }

  /// Sets the number of processors.
  ///
  /// Where the machine begins with fewer than it may have, and may have `count`, only the beginning changes. Else an
  /// explicit topology gets other cores; see ``coresPerDie(forProcessors:)``.
  public mutating func setProcessors(_ count: Int) {
    let most = first("vcpu").flatMap { Int($0.text.trimmed) } ?? 1
    if first("vcpu")?["current"] != nil, count <= most {
      edit("vcpu") { $0["current"] = count == most ? nil : "\(count)" }
      removeAll("vcpus")
      return
    }
    let cores = coresPerDie(forProcessors: count)
    edit("vcpu") { vcpu in
      vcpu["current"] = nil
      vcpu.setText("\(count)")
    }
    // One line a processor, which libvirt writes again.
    removeAll("vcpus")
    guard first("cpu", "topology") != nil, let cores else { return }
    edit("cpu") { cpu in cpu.edit("topology") { $0["cores"] = "\(cores)" } }
  }

  /// The cores that an explicit topology needs for so many processors, its sockets, dies and threads unchanged; nil when
  /// the number cannot be divided so.
  public func coresPerDie(forProcessors count: Int) -> Int? {
    guard let topology = first("cpu", "topology") else { return count }
    var rest = count
    for part in ["sockets", "dies", "clusters", "threads"] {
      guard let number = Int(topology[part] ?? "1"), number > 0, rest % number == 0 else { return nil }
      rest /= number
    }
    return rest > 0 ? rest : nil
  }

  /// What a machine can be booted from, by the names that ``setBootOrder(_:)`` takes.
  ///
  /// Disks and drives by their target, network cards by their address (the first one also as `network`), the host's PCI
  /// devices by theirs.
  public var bootNames: [String] {
    let devices = first("devices") ?? Element("devices")
    return devices.elements.compactMap { $0.bootName }
  }

  /// The present boot order, by the same names.
  ///
  /// A machine that boots by kinds of devices, with `<boot dev='hd'/>`, is told in the order in which the firmware tries
  /// them: the first disk, the first drive, the first network card.
  public var bootOrderNames: [String] {
    let devices = (first("devices") ?? Element("devices")).elements
    let ordered = devices.compactMap { device in
      device.first("boot")?["order"].flatMap { Int($0) }.flatMap { order in device.bootName.map { (order, $0) } }
    }
    if !ordered.isEmpty { return ordered.sorted { $0.0 < $1.0 }.map(\.1) }
    return all("os", "boot").compactMap { boot in
      devices.first { device in
        switch boot["dev"] {
        case "hd": device.name == "disk" && ["disk", "lun", nil].contains(device["device"])
        case "cdrom": device.name == "disk" && device["device"] == "cdrom"
        case "fd": device.name == "disk" && device["device"] == "floppy"
        case "network": device.name == "interface"
        default: false
        }
      }?.bootName
    }
  }

  /// Boots from these devices in this order, and from no other.
  ///
  /// - Parameter names: Some of ``bootNames``, each once.
  public mutating func setBootOrder(_ names: [String]) {
    edit("os") { $0.removeAll("boot") }
    edit("devices") { devices in
      devices.editAll { device in
        device.removeAll("boot")
        guard let name = device.bootName, let place = names.firstIndex(of: name) else { return }
        device.children.append(.element(Element("boot", ["order": "\(place + 1)"])))
      }
    }
  }

  /// Connects a network card, an `<interface>`, to something else; ``NetworkAttachment/none`` unplugs its cable.
  public mutating func connect(to attachment: NetworkAttachment) {
    if attachment == .none {
      edit("link") { $0["state"] = "down" }
      return
    }
    if first("link")?["state"] == "down" { removeAll("link") }
    let source: Element?
    switch attachment {
    case .user: (self["type"], source) = ("user", nil)
    case .bridge(let name): (self["type"], source) = ("bridge", Element("source", ["bridge": name]))
    case .network(let name): (self["type"], source) = ("network", Element("source", ["network": name]))
    case .none: source = nil
    }
    // What belongs to the old place: its port there, and the host's end of the cable.
    for name in ["source", "virtualport", "target", "portForward", "ip", "route", "backend"] { removeAll(name) }
    if let source { children.append(.element(source)) }
  }

  /// What an `<interface>` is connected to, in our words; nil for a kind that we do not make.
  public var networkAttachment: NetworkAttachment? {
    if first("link")?["state"] == "down" { return NetworkAttachment.none }
    switch self["type"] {
    case "user": return .user
    case "bridge": return first("source")?["bridge"].map { .bridge($0) }
    case "network": return first("source")?["network"].map { .network($0) }
    default: return nil
    }
  }

  private var bootName: String? {
    switch name {
    case "disk": first("target")?["dev"]
    case "interface": first("mac")?["address"]?.lowercased()
    case "hostdev" where self["type"] == "pci":
      first("source", "address").flatMap { PCIAddress(element: $0) }?.description
    default: nil
    }
  }
}
