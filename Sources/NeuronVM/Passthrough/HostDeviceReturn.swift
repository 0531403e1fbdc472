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
  /// The functions that the host had itself before the machine: with vfio-pci they are not back.
  let expected: Set<PCIAddress>

  /// How long the kernel and libvirt may take.
  private static let longest = Duration.seconds(15)

  /// Gives back what nobody has of a device that a machine let go after its command had stopped waiting; false when there
  /// is nothing of the kind.
  func catchUp(_ address: PCIAddress) async throws(NeuronError) -> Bool {
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest, let root = try? HostRoot() else { return false }
    let host = HostReader(root).hardware(.devices)
    guard let subject = host.subject(at: address), !lost(subject.addresses, root).isEmpty else { return false }
    return try await verify(subject.addresses).isEmpty
  }

  /// Waits for the host's drivers, gives back what has none, and says in words what is still without.
  func verify(_ functions: Set<PCIAddress>) async throws(NeuronError) -> [String] {
    guard hypervisor.choice.isLocal, !hypervisor.choice.isTest, let root = try? HostRoot() else { return [] }
    if await isBack(functions, root, within: .milliseconds(500)) { return [] }
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

  /// The functions that nobody has, or that are still set aside for a machine though the host had them before.
  private func lost(_ functions: Set<PCIAddress>, _ root: HostRoot) -> [PCIAddress] {
    let host = HostReader(root).hardware(.devices)
    return functions.sorted().filter { address in
      guard let device = host.device(at: address) else { return false }
      return device.driver == nil || (device.driver == "vfio-pci" && expected.contains(address))
    }
  }
}
