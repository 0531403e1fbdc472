import FoundationEssentials

/// A hook of libvirt's that is ours, with what it needs.
///
/// The system's libvirt alone has hooks; one of a user gives no devices away.
struct LibvirtHook {
  /// Looks at a machine's devices whoever starts it, and sees to it that they come back.
  static let devices = LibvirtHook(
    name: "neuron-vm", programs: ["/usr/libexec/neuron-vm/neuron-vm-host"], unit: "neuron-vm-return@.service")
  /// Keeps the computer awake while a machine has a device.
  static let awake = LibvirtHook(name: "neuron-vm-awake", programs: [], unit: "neuron-vm-awake@.service")

  /// Where systemd looks for units.
  private static let unitFolders = [
    "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system",
    "/lib/systemd/system",
  ]

  private let name: String
  private let programs: [String]
  private let unit: String

  /// Where it belongs.
  var path: String { "/etc/libvirt/hooks/qemu.d/" + name }

  /// Whether libvirt finds it and may run it.
  ///
  /// - Parameter root: The folder that stands for `/`.
  func isInstalled(below root: String = "") -> Bool { FileManager.default.isExecutableFile(atPath: root + path) }

  /// What it needs and lacks, by where that belongs.
  func missingParts(below root: String = "") -> [String] {
    let files = FileManager.default
    var missing = programs.filter { !files.isExecutableFile(atPath: root + $0) }
    if !Self.unitFolders.contains(where: { files.fileExists(atPath: root + $0 + "/" + unit) }) {
      missing.append(Self.unitFolders[0] + "/" + unit)
    }
    return missing
  }

  /// Whether it serves a connection: the system's on this computer.
  static func serves(_ choice: ConnectionChoice) -> Bool {
    choice.isLocal && !choice.isTest && !choice.isSession
  }
}
