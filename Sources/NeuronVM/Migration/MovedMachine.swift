import MachineModel
import XML

/// What a machine's XML says that matters when it goes to another computer, beside its description.
struct MovedMachine: Sendable, Hashable {
  /// Its parts, as everywhere.
  var description: DomainDescription
  /// The processor's architecture; nil when not told.
  var architecture: String?
  /// The emulated board, such as `pc-q35-7.2`; nil when not told.
  var board: String?
  /// How the processor is chosen, `custom` or `host-passthrough`; nil for none or the hypervisor's own choice.
  var processorMode: String?
  /// The `<cpu>` as XML; nil when there is none.
  var processor: String?
  /// Devices of the host, of any kind, by libvirt's words for the kind.
  var hostDevices: [String]
  /// Folders of the host that are shared with the guest, by the name the guest sees.
  var sharedFolders: [String]
  /// Network cards that stand on an interface of the host, by its name.
  var hostInterfaces: [String]
  /// Disks whose chain of images is written into the definition.
  var disksWithWrittenChain: [String]

  init(domain: Element) {
    description = DomainDescription(domain: domain)
    let type = domain.first("os", "type")
    architecture = type?["arch"]
    board = type?["machine"]
    let cpu = domain.first("cpu")
    processorMode = cpu.map { $0["mode"] ?? "custom" }
    processor = cpu.flatMap { try? $0.xmlText() }
    let devices = domain.first("devices") ?? Element("devices")
    hostDevices = devices.all("hostdev").map { $0["type"] ?? $0["mode"] ?? "?" }
    hostDevices += devices.all("interface").filter { ["hostdev", "vdpa"].contains($0["type"]) }.map { _ in "network" }
    sharedFolders = devices.all("filesystem").map { $0.first("target")?["dir"] ?? $0.first("source")?["dir"] ?? "?" }
    hostInterfaces = devices.all("interface").filter { $0["type"] == "direct" }.compactMap {
      $0.first("source")?["dev"]
    }
    disksWithWrittenChain = devices.all("disk").filter { $0.first("backingStore", "source") != nil }
      .compactMap { $0.first("target")?["dev"] }
  }
}
