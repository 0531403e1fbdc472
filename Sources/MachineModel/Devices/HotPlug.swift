public import XML

/// What a running machine can take without being restarted.
public struct HotPlug: Hashable, Sendable {
  /// Whether a PCI device finds a place.
  public let hasFreePort: Bool
  /// The buses of PCI Express ports with nothing behind them, in ascending order.
  public let freePorts: [Int]
  /// Whether there is a SCSI controller.
  public let hasSCSI: Bool
  /// Whether there is a USB controller.
  public let hasUSB: Bool

  /// Reads the `<domain>` of a running machine.
  public init(domain: Element) {
    let controllers = domain.all("devices", "controller")
    let devices = domain.first("devices")?.elements ?? []
    hasUSB = controllers.contains { $0["type"] == "usb" && $0["model"] != "none" }
    hasSCSI = controllers.contains { $0["type"] == "scsi" }
    let buses = controllers.filter { $0["type"] == "pci" }
    // A conventional bus takes hot plug in any of its slots, of which no machine has filled all.
    let isConventional = buses.contains { ["pci-root", "pcie-to-pci-bridge", "pci-bridge"].contains($0["model"]) }
    let ports = buses.filter { ["pcie-root-port", "pcie-switch-downstream-port"].contains($0["model"]) }
    let taken = Set(
      devices.compactMap { device in
        device.all("address").first { $0["type"] == "pci" }?["bus"].flatMap(Self.number)
      })
    freePorts = ports.compactMap { $0["index"].flatMap(Self.number) }.filter { !taken.contains($0) }.sorted()
    hasFreePort = isConventional || !freePorts.isEmpty
  }

  /// Whether a disk on this bus can come without a restart.
  public func takesDisk(on bus: DiskBus) -> Bool {
    switch bus {
    case .virtio: hasFreePort
    case .scsi: hasSCSI || hasFreePort
    case .usb: hasUSB
    case .sata, .ide: false
    }
  }

  private static func number(_ text: String) -> Int? {
    text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }
}
