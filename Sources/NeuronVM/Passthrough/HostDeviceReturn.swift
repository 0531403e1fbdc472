import Hardware
import Libvirt
import MachineModel
import Text

/// Sees to it that devices which a machine has let go are the host's again.
///
/// libvirt gives each function back as soon as it is out of the machine. As long as another function of the group is
/// still in there the kernel refuses the host's driver, and the function is left without any.
struct HostDeviceReturn {
  let hypervisor: Hypervisor

  /// How long the kernel and libvirt may take.
  private static let longest = Duration.seconds(15)

  /// Waits for the host's drivers, gives back what has none, and says in words what is still without.
  func verify(_ functions: Set<PCIAddress>) async throws(NeuronError) -> [String] {
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest, let root = try? HostRoot() else { return [] }
    if await isBack(functions, root, within: .seconds(2)) { return [] }
    for address in lost(functions, root) {
      let name = address.nodeDeviceName
      _ = try? await hypervisor.connection.reattachNodeDevice(name, deadline: LiveAttachment.longest)
    }
    if await isBack(functions, root, within: Self.longest) { return [] }
    return lost(functions, root).map { address in
      tr(
        "%1$@ has not come back: the host has no driver for it now. See “sudo dmesg”, and restart this computer if it does not help to try: echo %1$@ | sudo tee /sys/bus/pci/drivers_probe",
        address)
    }
  }

  /// Waits; the kernel tells of a driver's binding to those only who listen as udev does.
  private func isBack(_ functions: Set<PCIAddress>, _ root: HostRoot, within limit: Duration) async -> Bool {
    let end = ContinuousClock.now.advanced(by: limit)
    while !lost(functions, root).isEmpty {
      guard ContinuousClock.now < end, !Task.isCancelled else { return false }
      try? await Task.sleep(for: .milliseconds(100))
    }
    return true
  }

  /// The functions that no driver of the host's has, though nobody has reserved them for machines.
  private func lost(_ functions: Set<PCIAddress>, _ root: HostRoot) -> [PCIAddress] {
    let host = HostReader(root).hardware(.devices)
    return functions.sorted().filter { address in
      guard let device = host.device(at: address) else { return false }
      return device.driver == nil || (device.driver == "vfio-pci" && device.driverOverride != "vfio-pci")
    }
  }
}
