import MachineModel
import Text

extension TemplateVariable {
  /// What chooses the value of a variable that is not free to be set by its name; nil for one that is.
  var ownOption: String? {
    switch self {
    case .name: tr("Write the name behind “create”.")
    case .uuid: tr("Leave it out: each new machine gets a UUID of its own.")
    case .memoryMB: tr("Use %1$@.", "--memory")
    case .vcpus: tr("Use %1$@.", "--vcpus")
    case .diskPath: tr("Use %1$@.", "--pool")
    case .diskSizeGB: tr("Use %1$@.", "--disk")
    case .isoPath: tr("Use %1$@.", "--iso")
    case .driversISOPath: tr("Use %1$@.", "--drivers-iso")
    case .network, .bridge, .userNetwork, .noNetwork: tr("Use %1$@.", "--network")
    case .macAddress: tr("Use %1$@.", "--mac")
    case .uefi, .bios: tr("Use %1$@.", "--firmware")
    case .kernelPath: tr("Use %1$@.", "--kernel")
    case .initrdPath: tr("Use %1$@.", "--initrd")
    case .cmdline: tr("Use %1$@.", "--cmdline")
    case .domainType, .kvm: tr("Use %1$@.", "--accel")
    default: nil
    }
  }
}

extension CreationInput {
  /// Values that were given by name although something else chooses them: two answers to one question.
  static func problemsWithOwnOption(_ values: [String: String]) -> [Problem] {
    values.keys.sorted().compactMap { name in
      TemplateVariable(rawValue: name)?.ownOption.map { remedy in
        Problem(code: "set.\(name)", message: tr("“%1$@” is not chosen with --set.", name), remedy: remedy)
      }
    }
  }
}
