import FoundationEssentials

/// Our hook of libvirt, which looks at a machine's devices whoever starts it.
///
/// The system's libvirt alone has it; one of a user gives no devices away.
struct LibvirtHook {
  /// Where it belongs.
  static let path = "/etc/libvirt/hooks/qemu.d/neuron-vm"

  /// Whether libvirt finds it there and may run it.
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// Whether it serves a connection: the system's on this computer.
  static func serves(_ choice: ConnectionChoice) -> Bool {
    choice.isLocal && !choice.isTest && !choice.isSession
  }
}
