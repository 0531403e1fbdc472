public import XML

extension DomainDescription {
  /// Reads a `<domain>` element.
  public init(domain: Element) {
    name = domain.first("name")?.text ?? ""
    uuid = domain.first("uuid")?.text
    title = domain.first("title")?.text
    template =
      domain.first("metadata")?.first(NeuronNamespace.root, in: NeuronNamespace.uri)?
      .first("template", in: NeuronNamespace.uri)?.text
    type = domain["type"]
    memory = domain.first("memory").flatMap { Self.amount($0, defaultUnit: "KiB") }
    processors = domain.first("vcpu").flatMap { Int($0.text.trimmed) }

    let system = domain.first("os")
    let loader = system?.first("loader")
    nvramPath = system?.first("nvram").map { $0.first("source")?["file"] ?? $0.text.trimmed }.flatMap(\.nonEmpty)
    kernelPath = system?.first("kernel")?.text.trimmed.nonEmpty
    initrdPath = system?.first("initrd")?.text.trimmed.nonEmpty
    let isUEFI = system?["firmware"] == "efi" || loader?["type"] == "pflash" || nvramPath != nil
    firmware = isUEFI ? .uefi : .bios
    let feature = system?.all("firmware", "feature").first { $0["name"] == "secure-boot" }
    hasSecureBoot = feature.map { $0["enabled"] == "yes" } ?? (loader?["secure"] == "yes")

    let devices = domain.first("devices") ?? Element("devices")
    tpm = devices.first("tpm").map { tpm in
      TPM(
        model: tpm["model"], backend: tpm.first("backend")?["type"], version: tpm.first("backend")?["version"])
    }
    disks = devices.all("disk").map { Disk(element: $0) }
    networkCards = devices.all("interface").map { NetworkCard(element: $0) }
    graphics = devices.all("graphics").map { Graphics(element: $0) }
    videoModels = devices.all("video").compactMap { $0.first("model")?["type"] }
    let hostDevices = devices.all("hostdev").filter { $0["mode"] == "subsystem" }
    pciDevices = hostDevices.filter { $0["type"] == "pci" }.compactMap { device in
      device.first("source", "address").flatMap { PCIAddress(element: $0) }
    }
    givenDevices = GivenDevice.all(in: domain)
    usbDevices = hostDevices.filter { $0["type"] == "usb" }.compactMap { $0.first("source").map(USBDevice.init) }
    sharedMemory = devices.all("shmem").map { memory in
      SharedMemory(
        name: memory["name"] ?? "", size: memory.first("size").flatMap { Self.amount($0, defaultUnit: "B") })
    }
    sharedFolders = devices.all("filesystem").compactMap { SharedFolder(element: $0) }
    channels = devices.all("channel").map { channel in
      Channel(
        type: channel["type"] ?? "", name: channel.first("target")?["name"], path: channel.first("source")?["path"])
    }
    let ordered = disks.compactMap { disk in disk.bootOrder.map { ($0, disk.target ?? disk.device) } }
    let cards = devices.all("interface").compactMap { card in
      card.first("boot")?["order"].flatMap { Int($0) }.map { ($0, "network") }
    }
    let order = (ordered + cards).sorted { $0.0 < $1.0 }.map(\.1)
    bootOrder = order.isEmpty ? system?.all("boot").compactMap { $0["dev"] } ?? [] : order
  }

  /// The amount that an element such as `<memory>` states; nil when it cannot be read.
  public static func amount(of element: Element) -> ByteCount? { amount(element, defaultUnit: "KiB") }

  /// An amount with libvirt's units, where `k` and `KiB` are 1,024 and `KB` is 1,000.
  static func amount(_ element: Element, defaultUnit: String) -> ByteCount? {
    guard let number = UInt64(element.text.trimmed) else { return nil }
    let factors: [String: UInt64] = [
      "b": 1, "bytes": 1, "kb": 1000, "k": 1 << 10, "kib": 1 << 10, "mb": 1_000_000, "m": 1 << 20, "mib": 1 << 20,
      "gb": 1_000_000_000, "g": 1 << 30, "gib": 1 << 30, "tb": 1_000_000_000_000, "t": 1 << 40, "tib": 1 << 40,
    ]
    guard let factor = factors[(element["unit"] ?? defaultUnit).lowercased()] else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : ByteCount(bytes: bytes)
  }
}

extension DomainDescription.NetworkCard {
  init(element: Element) {
    address = element.first("mac")?["address"].flatMap { try? MACAddress(parsing: $0) }
    type = element["type"] ?? ""
    let source = element.first("source")
    self.source = source?["network"] ?? source?["bridge"] ?? source?["dev"]
    model = element.first("model")?["type"]
  }
}

extension DomainDescription.Graphics {
  init(element: Element) {
    type = element["type"] ?? ""
    // libvirt writes -1 for a port that is chosen at the start.
    port = element["port"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    let listen = element.first("listen")
    self.listen = listen?["socket"] ?? listen?["address"] ?? element["socket"] ?? element["listen"]
  }
}

extension DomainDescription.USBDevice {
  init(source: Element) {
    func identifier(_ name: String) -> UInt16? {
      guard let text = source.first(name)?["id"] else { return nil }
      return text.hasPrefix("0x") ? UInt16(text.dropFirst(2), radix: 16) : UInt16(text)
    }
    vendor = identifier("vendor")
    product = identifier("product")
    bus = source.first("address")?["bus"].flatMap { Int($0) }
    device = source.first("address")?["device"].flatMap { Int($0) }
  }
}

extension String {
  /// Without white space around.
  var trimmed: String {
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex
    return String(self[..<end].drop { $0.isWhitespace })
  }

  /// Nil instead of an empty text.
  var nonEmpty: String? { isEmpty ? nil : self }
}
