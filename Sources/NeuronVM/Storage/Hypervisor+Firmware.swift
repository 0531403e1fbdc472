extension Hypervisor {
  /// Where libvirt keeps the variables of machines' firmware; nil where it cannot be told: where another computer's home
  /// folder is, for one.
  var variablesFolder: String? {
    guard choice.isSession else { return choice.isTest ? nil : "/var/lib/libvirt/qemu/nvram" }
    return choice.isLocal ? directories.configuration + "/libvirt/qemu/nvram" : nil
  }

  /// The file that libvirt chooses for a machine of this name, when its definition names none.
  func standardVariables(of machine: String) -> String? { variablesFolder.map { "\($0)/\(machine)_VARS.fd" } }
}
