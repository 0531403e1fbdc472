import Text
import XML

/// The facts of a domain that can be compared between what runs and its definition: each a text for a person.
struct DomainAspects {
  struct Key: Hashable {
    let aspect: PendingChange.Aspect
    let subject: String?
  }

  /// The facts in the order of the document.
  private(set) var facts: [(key: Key, value: String)] = []
  private var places: [Key: Int] = [:]

  subscript(key: Key) -> String? { places[key].map { facts[$0].value } }

  init(domain: Element, countsSecureBoot: Bool) {
    let description = DomainDescription(domain: domain)
    add(.title, domain.first("title")?.text.nonEmpty)
    add(.description, domain.first("description")?.text.nonEmpty)
    // Without a target of its own the machine begins with all it may have.
    let current = domain.first("currentMemory").flatMap { DomainDescription.amount($0, defaultUnit: "KiB") }
    add(.memory, (current ?? description.memory)?.description)
    add(.maximumMemory, description.memory?.description)
    add(.vcpus, domain.first("vcpu")?["current"] ?? description.processors.map(String.init))
    add(.maximumVcpus, description.processors.map(String.init))
    add(.machineType, domain.first("os", "type")?["machine"])
    add(.firmware, Self.firmware(description, countsSecureBoot))
    let order = domain.bootOrderNames.isEmpty ? description.bootOrder : domain.bootOrderNames
    add(.bootOrder, order.joined(separator: ", ").nonEmpty)
    if let topology = domain.first("cpu", "topology") {
      add(.topology, ["sockets", "dies", "cores", "threads"].map { topology[$0] ?? "1" }.joined(separator: " × "))
    }
    add(devices: domain.first("devices") ?? Element("devices"), description)
  }

  private mutating func add(devices: Element, _ description: DomainDescription) {
    for (number, disk) in description.disks.enumerated() {
      let source = disk.source?.text ?? tr("empty")
      let facts = [disk.device == "disk" ? nil : disk.device, disk.bus, disk.isReadOnly ? tr("read-only") : nil]
      add(.disk, Self.listed(source, facts), subject: disk.target ?? "\(number + 1)")
    }
    for (number, card) in devices.all("interface").enumerated() {
      let facts = DomainDescription.NetworkCard(element: card)
      let isDown = card.first("link")?["state"] == "down"
      let text = Self.listed(
        [facts.type.nonEmpty, facts.source].compactMap { $0 }.joined(separator: " "),
        [facts.model, isDown ? tr("cable unplugged") : nil])
      add(.network, text, subject: facts.address?.description ?? "\(number + 1)")
    }
    add(.graphics, description.graphics.map(\.type).joined(separator: ", ").nonEmpty)
    add(.video, description.videoModels.joined(separator: ", ").nonEmpty)
    add(.sound, Self.models(devices.all("sound")))
    add(.tpm, description.tpm.map { [$0.model, $0.backend, $0.version].compactMap { $0 }.joined(separator: ", ") })
    for address in description.pciDevices { add(.pciDevice, tr("passed through"), subject: address.description) }
    for device in devices.all("hostdev") where device["type"] == "usb" {
      guard let source = device.first("source") else { continue }
      let names = ["vendor", "product"].compactMap { source.first($0)?["id"] }
      let place = source.first("address").map { [$0["bus"], $0["device"]].compactMap { $0 }.joined(separator: ".") }
      let subject = names.isEmpty ? place : names.joined(separator: ":").replacing("0x", with: "")
      add(.usbDevice, tr("passed through"), subject: subject ?? "")
    }
    for memory in description.sharedMemory {
      add(.sharedMemory, memory.size?.description ?? "-", subject: memory.name)
    }
    for folder in devices.all("filesystem") {
      let source = folder.first("source")
      let place = source?["dir"] ?? source?["socket"] ?? source?["file"] ?? "-"
      add(
        .sharedFolder, Self.listed(place, [folder.first("readonly") == nil ? nil : tr("read-only")]),
        subject: folder.first("target")?["dir"] ?? "")
    }
    for channel in description.channels { add(.channel, channel.type, subject: channel.name ?? "-") }
    // Their number alone: while a machine runs libvirt lists each serial port as a console too.
    add(.serial, devices.all("serial").isEmpty ? nil : "\(devices.all("serial").count)")
    add(.input, devices.all("input").compactMap { $0["type"] }.sorted().joined(separator: ", ").nonEmpty)
    add(.watchdog, Self.models(devices.all("watchdog")))
    add(.random, Self.models(devices.all("rng")))
  }

  private mutating func add(_ aspect: PendingChange.Aspect, _ value: String?, subject: String? = nil) {
    guard let value else { return }
    var key = Key(aspect: aspect, subject: subject)
    // Two equal USB sticks have one name.
    var number = 2
    while places[key] != nil {
      key = Key(aspect: aspect, subject: "\(subject ?? "") (\(number))")
      number += 1
    }
    places[key] = facts.count
    facts.append((key, value))
  }

  private static func firmware(_ description: DomainDescription, _ countsSecureBoot: Bool) -> String {
    guard description.firmware == .uefi else { return "BIOS" }
    return description.hasSecureBoot && countsSecureBoot ? tr("%1$@ with Secure Boot", "UEFI") : "UEFI"
  }

  private static func models(_ elements: [Element]) -> String? {
    elements.map { $0["model"] ?? "-" }.joined(separator: ", ").nonEmpty
  }

  private static func listed(_ value: String, _ facts: [String?]) -> String {
    let facts = facts.compactMap { $0 }.joined(separator: ", ")
    return facts.isEmpty ? value : "\(value) (\(facts))"
  }
}

extension Disk.Source {
  /// Where the data is, as text.
  fileprivate var text: String {
    switch self {
    case .file(let path), .block(let path): path
    case .volume(let pool, let volume): pool + "/" + volume
    case .other(let type, let name): name.map { type + ":" + $0 } ?? type
    }
  }
}
