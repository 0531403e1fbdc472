public import XML

extension MachineUse {
  /// Reads it from a machine's documents.
  ///
  /// - Parameters:
  ///   - definition: The `<domain>` as it will be at its next start.
  ///   - running: The `<domain>` as it runs, which may have other devices; nil when it is off.
  public init(_ name: String, definition: Element, running: Element?) {
    let description = DomainDescription(domain: definition)
    let devices = description.pciDevices + (running.map { DomainDescription(domain: $0).pciDevices } ?? [])
    self.init(
      name: name, isRunning: running != nil, devices: Set(devices), board: definition.first("os", "type")?["machine"],
      isUEFI: description.firmware == .uefi)
  }
}
