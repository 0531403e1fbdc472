import Text
public import XML

/// A definition from another host, made to fit this one; what had to change is said.
public struct HostAdaptation: Hashable, Sendable {
  /// What is known of this host.
  public struct Facts: Hashable, Sendable {
    /// What the hypervisor offers.
    public var capabilities: HostCapabilities
    /// What executes machines here.
    public var domainType: DomainType
    /// The machine types that this host knows; empty when it does not tell.
    public var machineTypes: Set<String>
    /// The networks of libvirt.
    public var networks: Set<String>
    /// Whether the machines are a user's own, who has no networks of libvirt's.
    public var isSession: Bool
    /// The files that the definition names and this host does not have.
    public var missingFiles: Set<String>

    /// Creates facts.
    public init(
      capabilities: HostCapabilities, domainType: DomainType, machineTypes: Set<String>, networks: Set<String>,
      isSession: Bool, missingFiles: Set<String>
    ) {
      self.capabilities = capabilities
      self.domainType = domainType
      self.machineTypes = machineTypes
      self.networks = networks
      self.isSession = isSession
      self.missingFiles = missingFiles
    }
  }

  /// The definition.
  public private(set) var element: Element
  /// What had to change, as sentences.
  public private(set) var notes: [String] = []

  private let facts: Facts

  /// Adapts a definition.
  public init(of domain: Element, to facts: Facts) {
    element = domain
    self.facts = facts
    setType()
    setFirmware()
    adaptDevices()
  }

  /// The files that a definition names besides its disks: those have to be looked for.
  public static func files(of domain: Element) -> Set<String> {
    var files: Set<String> = []
    for name in ["kernel", "initrd", "loader"] {
      if let path = domain.first("os")?.first(name)?.text, path.hasPrefix("/") { files.insert(path) }
    }
    for disk in domain.all("devices", "disk") where ["cdrom", "floppy"].contains(disk["device"]) {
      if let path = disk.first("source")?["file"] { files.insert(path) }
    }
    for share in domain.all("devices", "filesystem") {
      if let path = share.first("source")?["dir"] { files.insert(path) }
    }
    return files
  }

  private mutating func setType() {
    let before = element["type"]
    if before != facts.domainType.rawValue, before == "kvm" || before == "qemu" {
      element["type"] = facts.domainType.rawValue
      notes.append(
        facts.domainType == .kvm
          ? tr("It runs under KVM here.") : tr("It is emulated here, which is slow, because there is no working KVM."))
      if facts.domainType == .qemu { replaceHostProcessor() }
    }
    let newest = facts.capabilities.machine
    element.editEach("os") { system in
      system.editEach("type") { type in
        guard let machine = type["machine"], !facts.machineTypes.isEmpty, !facts.machineTypes.contains(machine) else {
          return
        }
        let family = machine.contains("q35") ? "q35" : "pc"
        type["machine"] = family
        notes.append(
          tr(
            "Its machine type %1$@ is unknown here, so it gets %2$@.", machine,
            newest.flatMap { $0.contains(family) ? $0 : nil } ?? family))
      }
    }
  }

  /// The host's own processor exists under KVM only.
  private mutating func replaceHostProcessor() {
    var isReplaced = false
    element.editEach("cpu") { processor in
      guard ["host-passthrough", "host-model"].contains(processor["mode"]) else { return }
      processor["mode"] = "maximum"
      processor["migratable"] = nil
      processor.removeAll("feature")
      processor.removeAll("model")
      isReplaced = true
    }
    // KVM's own features, which QEMU without it does not have.
    element.editEach("features") { features in
      features.removeAll("kvm")
      features.removeAll("ioapic") { $0["driver"] == "kvm" }
    }
    element.editEach("clock") { $0.removeAll("timer") { ["hypervclock", "kvmclock"].contains($0["name"]) } }
    if isReplaced { notes.append(tr("It gets the emulator's own processor.")) }
  }

  /// Firmware is named by paths of a distribution: where they are missing, libvirt chooses by what it has to do.
  private mutating func setFirmware() {
    element.editEach("os") { system in
      guard let loader = system.first("loader"), facts.missingFiles.contains(loader.text) else { return }
      if loader["type"] == "pflash" {
        let isSecure = loader["secure"] == "yes"
        system["firmware"] = "efi"
        if system.first("firmware") == nil {
          let features = Element("firmware") {
            Element("feature", ["enabled": isSecure ? "yes" : "no", "name": "secure-boot"])
          }
          system.children.append(.element(features))
        }
      }
      system.removeAll("loader")
      notes.append(tr("Its firmware %1$@ is not here, so libvirt chooses one.", loader.text))
    }
  }

  private mutating func adaptDevices() {
    var adapted = element
    adapted.editEach("devices") { devices in
      // Every distribution has its own place; libvirt knows this host's.
      devices.removeAll("emulator")
      if devices.removeAll("hostdev", where: { $0["mode"] == "subsystem" }) {
        notes.append(tr("Devices of the other host are not given to it."))
      }
      devices.editEach("disk") { disk in
        guard let path = disk.first("source")?["file"], facts.missingFiles.contains(path) else { return }
        disk.removeAll("source")
        notes.append(tr("Its drive is empty: %1$@ is not here.", path))
      }
      devices.removeAll("filesystem") { share in
        guard let path = share.first("source")?["dir"], facts.missingFiles.contains(path) else { return false }
        notes.append(tr("The folder %1$@ is not here, so it is not shared with it.", path))
        return true
      }
      devices.editEach("interface") { adapt(card: &$0) }
      let screens = facts.capabilities.graphics
      if facts.capabilities.isKnown, !screens.contains("spice"), screens.contains("vnc") { replaceSPICE(&devices) }
    }
    element = adapted
  }

  private mutating func adapt(card: inout Element) {
    let isBridge = card["type"] == "bridge" || card["type"] == "direct"
    let network = card["type"] == "network" ? card.first("source")?["network"] : nil
    if let network, facts.networks.contains(network) { return }
    guard network != nil || (isBridge && facts.isSession) else { return }
    let name = network ?? card.first("source")?["bridge"] ?? ""
    card.removeAll("virtualport")
    if !facts.isSession, let other = facts.networks.contains("default") ? "default" : facts.networks.min() {
      card["type"] = "network"
      card.editEach("source") { $0 = Element("source", ["network": other]) }
      notes.append(tr("There is no network “%1$@” here, so it is in “%2$@”.", name, other))
    } else {
      card["type"] = "user"
      card.removeAll("source")
      card.removeAll("target")
      notes.append(tr("There is no network “%1$@” here, so it is behind QEMU's own.", name))
    }
  }

  private mutating func replaceSPICE(_ devices: inout Element) {
    guard devices.all("graphics").contains(where: { $0["type"] == "spice" }) else { return }
    devices.editEach("graphics") {
      if $0["type"] == "spice" { $0 = Element("graphics", ["type": "vnc"]) { Element("listen", ["type": "socket"]) } }
    }
    devices.removeAll("channel") { $0["type"] == "spicevmc" }
    devices.removeAll("redirdev") { $0["type"] == "spicevmc" }
    devices.editEach("audio") { if $0["type"] == "spice" { $0["type"] = "none" } }
    devices.editEach("video") {
      $0.editEach("model") { if $0["type"] == "qxl" { $0 = Element("model", ["type": "vga"]) } }
    }
    notes.append(tr("This host does not offer SPICE, so its screen is shown through VNC."))
  }
}
