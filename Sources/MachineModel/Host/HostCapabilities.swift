public import XML

/// What a hypervisor offers for one kind of domain, as far as it tells.
///
/// Source: libvirt's domain capabilities, <https://libvirt.org/formatdomaincaps.html>. A list that the hypervisor
/// does not give is empty, and what it does not list is not used.
public struct HostCapabilities: Hashable, Sendable {
  /// Whether the hypervisor answered at all.
  public var isKnown = true
  /// The type of domain this holds for; nil when not told.
  public var domainType: DomainType?
  /// Path of the emulator, nil when not told.
  public var emulator: String?
  /// The versioned machine type, `pc-q35-7.2`; nil when not told.
  public var machine: String?
  /// The largest number of virtual processors, nil when not told.
  public var maximumProcessors: Int?
  /// Firmware that libvirt can choose itself: `efi`, `bios`.
  public var firmwares: Set<String> = []
  /// Whether there is firmware with Secure Boot.
  public var hasSecureFirmware = false
  /// Processor modes: `host-passthrough`, `host-model`, `maximum`, `custom`.
  public var cpuModes: Set<String> = []
  /// Ways to see the screen, like `spice` and `vnc`.
  public var graphics: Set<String> = []
  /// Models of emulated graphics cards, like `qxl` and `vga`.
  public var videoModels: Set<String> = []
  /// Backends of a TPM: `emulator`, `passthrough`.
  public var tpmBackends: Set<String> = []
  /// Models of a TPM: `tpm-crb`, `tpm-tis`.
  public var tpmModels: Set<String> = []
  /// Versions of a TPM's backend; empty when not told, as before libvirt 8.
  public var tpmVersions: Set<String> = []
  /// Hyper-V enlightenments.
  public var hypervFeatures: Set<String> = []
  /// Buses of disks, like `virtio` and `sata`.
  public var diskBuses: Set<String> = []
  /// Types of channels: `unix`, `spicevmc`; empty when not told, as before libvirt 9.
  public var channels: Set<String> = []
  /// Buses whose devices a SPICE client can redirect; empty when not told, as before libvirt 9.
  public var redirectionBuses: Set<String> = []
  /// How folders of the host can be shared: `virtiofs`, `path`.
  public var filesystemDrivers: Set<String> = []
  /// What a machine's memory can be: `memfd`, `file`, `anonymous`.
  public var memorySources: Set<String> = []
  /// Where sound can go; nil when not told, as before libvirt 11.
  public var audioBackends: Set<String>?

  /// A hypervisor that told nothing: only what every one can do is used.
  public static var unknown: HostCapabilities {
    var capabilities = HostCapabilities()
    capabilities.isKnown = false
    return capabilities
  }

  private init() {}

  /// Reads a `<domainCapabilities>` element; what is missing in it counts as not offered.
  public init(domainCapabilities element: Element) {
    domainType = DomainType(rawValue: element.first("domain")?.text ?? "")
    emulator = element.first("path")?.text
    machine = element.first("machine")?.text
    maximumProcessors = element.first("vcpu")?["max"].flatMap { Int($0) }
    if let system = Self.supported(element.first("os")) {
      firmwares = Self.values("firmware", of: system)
      hasSecureFirmware = Self.values("secure", of: Self.supported(system.first("loader"))).contains("yes")
    }
    cpuModes = Set(element.all("cpu", "mode").filter { $0["supported"] == "yes" }.compactMap { $0["name"] })
    let devices = element.first("devices")
    func list(_ device: String, _ name: String) -> Set<String> {
      Self.values(name, of: Self.supported(devices?.first(device)))
    }
    graphics = list("graphics", "type")
    videoModels = list("video", "modelType")
    tpmBackends = list("tpm", "backendModel")
    tpmModels = list("tpm", "model")
    tpmVersions = list("tpm", "backendVersion")
    diskBuses = list("disk", "bus")
    channels = list("channel", "type")
    redirectionBuses = list("redirdev", "bus")
    filesystemDrivers = list("filesystem", "driverType")
    memorySources = Self.values("sourceType", of: Self.supported(element.first("memoryBacking")))
    audioBackends = devices?.first("audio").map { Self.values("type", of: Self.supported($0)) }
    hypervFeatures = Self.values("features", of: Self.supported(element.first("features", "hyperv")))
  }

  private static func supported(_ element: Element?) -> Element? { element?["supported"] == "yes" ? element : nil }

  private static func values(_ name: String, of element: Element?) -> Set<String> {
    Set(element?.all("enum").first { $0["name"] == name }?.all("value").map(\.text) ?? [])
  }
}
