public import XML

/// What an OVF says about a machine that another program packed.
///
/// Reading is tolerant: each program writes its own dialect, and what is missing is nil. Names lead to files beside the
/// OVF only.
///
/// Source: DSP0243; the dialects of VMware and VirtualBox.
public struct OVFDescription: Hashable, Sendable {
  /// The machine's name; nil when it has none.
  public private(set) var name: String?
  /// The system, in the other program's words; nil when it does not tell.
  public private(set) var systemName: String?
  /// Memory, nil when it cannot be read.
  public private(set) var memory: ByteCount?
  /// Number of processors, nil when it cannot be read.
  public private(set) var processors: Int?
  /// What it boots with, nil when it does not tell.
  public private(set) var firmware: DomainDescription.Firmware?
  /// How many network cards it has; nil when it lists no hardware.
  public private(set) var networkCards: Int?
  /// The files of its disks, in the order in which they hang.
  public private(set) var disks: [String] = []
  /// How many machines it describes; only the first is read.
  public private(set) var machines = 0

  /// The system as one of ours; nil when it is unknown.
  public var system: GuestSystem? { systemName.flatMap(GuestSystem.init(namedElsewhere:)) }

  /// Reads an `<Envelope>`; nil when it is none.
  public init?(envelope: Element) {
    guard envelope.name == "Envelope" else { return nil }
    var files: [String: String] = [:]
    for file in envelope.named("References").flatMap({ $0.named("File") }) {
      if let id = file.value("id"), let name = file.value("href") { files[id] = name }
    }
    var places: [String: String] = [:]
    var declared: [String] = []
    for disk in (envelope.named("DiskSection") + envelope.named("Section")).flatMap({ $0.named("Disk") }) {
      guard let id = disk.value("diskId"), let file = disk.value("fileRef").flatMap({ files[$0] }) else { continue }
      places[id] = file
      declared.append(file)
    }
    let systems =
      envelope.named("VirtualSystem")
      + envelope.named("VirtualSystemCollection").flatMap { $0.named("VirtualSystem") }
    machines = systems.count
    guard let system = systems.first else { return nil }
    name = system.named("Name").first?.text.trimmed.nonEmpty ?? system.value("id")?.nonEmpty
    readSystem(system)
    let items = system.named("VirtualHardwareSection").flatMap { $0.named("Item") }
    if !items.isEmpty { networkCards = 0 }
    for item in items { read(item, places) }
    // Some name no hardware: then the disks are taken as they stand in the list.
    if disks.isEmpty { disks = declared }
  }

  private mutating func readSystem(_ system: Element) {
    if let section = system.named("OperatingSystemSection").first {
      systemName =
        section.value("osType") ?? section.named("OSType").first?.text.trimmed.nonEmpty
        ?? section.named("Description").first?.text.trimmed.nonEmpty
    }
    let settings = system.named("VirtualHardwareSection").flatMap { $0.named("Config") + $0.named("ExtraConfig") }
    if let words = settings.first(where: { $0.value("key") == "firmware" })?.value("value") {
      firmware = words == "efi" ? .uefi : .bios
    }
    let hardware = system.named("Machine").flatMap { $0.named("Hardware") }
    if let words = hardware.flatMap({ $0.named("Firmware") }).first?.value("type") {
      firmware = words.hasPrefix("EFI") ? .uefi : .bios
    }
  }

  /// Reads an item of the hardware, by the numbers of CIM_ResourceAllocationSettingData.
  private mutating func read(_ item: Element, _ places: [String: String]) {
    func text(_ name: String) -> String? { item.named(name).first?.text.trimmed.nonEmpty }
    switch text("ResourceType") {
    case "3": processors = text("VirtualQuantity").flatMap { Int($0) }.flatMap { (1...1024).contains($0) ? $0 : nil }
    case "4":
      guard let count = text("VirtualQuantity").flatMap({ UInt64($0) }), count < 1 << 24 else { return }
      switch (text("AllocationUnits") ?? "").lowercased().filter({ $0 != " " }) {
      case "byte*2^30", "gigabytes", "gb": memory = .gibibytes(count)
      case "byte*2^20", "megabytes", "mb", "": memory = .mebibytes(count)
      case "byte*2^10", "kilobytes", "kb": memory = .kibibytes(count)
      default: break
      }
    case "10": networkCards = (networkCards ?? 0) + 1
    case "17":
      guard let place = text("HostResource"), let id = place.split(separator: "/").last,
        let file = places[String(id)], !disks.contains(file)
      else { return }
      disks.append(file)
    default: break
    }
  }
}

extension Element {
  /// The children of that name in whatever namespace: dialects differ in it.
  fileprivate func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  /// The attribute of that name in whatever namespace.
  fileprivate func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
}
