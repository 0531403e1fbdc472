public import MachineModel

extension HostReader {
  /// What decides on which processors and in which memory a machine runs best, and nothing else: it reads little.
  ///
  /// - Parameter devices: The devices that the machine has of the host; the nodes that they are near to are read too.
  public func processorsAndMemory(near devices: Set<PCIAddress> = []) -> HostHardware {
    var host = HostHardware()
    let kernel = KernelReader(root: root)
    let processor = ProcessorReader(root: root)
    host.kernel = kernel.kernel()
    host.processor = processor.facts()
    host.processor.topology = processor.topology()
    processor.readAvailability(into: &host.processor)
    host.hugePages = kernel.hugePages()
    host.memory = MemoryReader(root: root).facts()
    if !devices.isEmpty {
      host.devices = PCIBusReader(root: root).devices { _ in false }?.filter { devices.contains($0.address) }
    }
    return host
  }
}
