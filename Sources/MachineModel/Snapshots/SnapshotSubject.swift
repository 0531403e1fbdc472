public import XML

/// What a machine's XML says about whether snapshots of it are possible.
public struct SnapshotSubject: Hashable, Sendable {
  /// What the machine is made of.
  public var machine: DomainDescription
  /// Targets of disks that the definition itself leaves out of snapshots (`snapshot='no'`).
  public var leftOut: Set<String>
  /// Targets of disks whose changes are thrown away at the end (`<transient/>`).
  public var transient: Set<String>
  /// Whether the firmware is in flash memory of its own, as UEFI is.
  public var hasFlashFirmware: Bool
  /// The format of the firmware's variables; nil when the XML does not tell, which means raw.
  public var nvramFormat: String?
  /// Devices of the host that the machine has for itself, USB devices excepted: addresses or kinds.
  public var hostDevices: [String]
  /// Whether memory is shared with another program in a way that QEMU cannot save (`<shmem>` in the role of a peer).
  public var hasSharedMemory: Bool
  /// Whether folders of the host are shared by virtiofs, whose state QEMU cannot save.
  public var hasVirtiofs: Bool
  /// Whether the QEMU guest agent can be asked to freeze the guest's file systems.
  public var hasGuestAgent: Bool

  /// Reads a `<domain>` element.
  public init(domain: Element) {
    machine = DomainDescription(domain: domain)
    leftOut = []
    transient = []
    let devices = domain.first("devices") ?? Element("devices")
    for disk in devices.all("disk") {
      guard let target = disk.first("target")?["dev"] else { continue }
      if disk["snapshot"] == "no" { leftOut.insert(target) }
      if disk.first("transient") != nil { transient.insert(target) }
    }
    hasFlashFirmware = domain.first("os", "loader")?["type"] == "pflash"
    nvramFormat = domain.first("os", "nvram")?["format"]
    hostDevices = devices.all("hostdev").filter { $0["type"] != "usb" }.map { device in
      guard device["type"] == "pci",
        let address = device.first("source", "address").flatMap({ PCIAddress(element: $0) })
      else { return device["type"] ?? "hostdev" }
      return address.description
    }
    hasSharedMemory = devices.all("shmem").contains { $0["role"] != "master" }
    hasVirtiofs = devices.all("filesystem").contains { $0.first("driver")?["type"] == "virtiofs" }
    hasGuestAgent = machine.channels.contains { $0.name == AgentChannel.qemu.name }
  }

  /// Disks and drives that the guest may write to and that a snapshot does not hold: libvirt then makes none inside.
  public var disksInTheWay: [Disk] {
    machine.disks.filter { disk in
      guard !disk.isReadOnly, disk.source != nil else { return false }
      return disk.device == "floppy" || disk.target.map { leftOut.contains($0) } ?? false
    }
  }

  /// The disks whose content a snapshot has to hold: not drives, not what cannot be written, not what is left out.
  public var disks: [Disk] {
    machine.disks.filter { disk in
      guard disk.device == "disk" || disk.device == "lun", !disk.isReadOnly else { return false }
      return disk.target.map { !leftOut.contains($0) } ?? true
    }
  }
}
