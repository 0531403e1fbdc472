public import XML

extension Element {
  /// The function of the host that a `<hostdev>` is; nil for any other device.
  public var hostFunction: PCIAddress? {
    guard name == "hostdev", namespace == nil, self["mode"] == "subsystem", self["type"] == "pci" else { return nil }
    return first("source", "address").flatMap { PCIAddress(element: $0) }
  }

  /// The functions of the host that a `<domain>` has, with their `<hostdev>`.
  public var hostFunctions: [PCIAddress: Element] {
    all("devices", "hostdev").reduce(into: [:]) { found, device in
      if let function = device.hostFunction { found[function] = device }
    }
  }
}
