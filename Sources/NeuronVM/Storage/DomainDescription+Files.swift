import MachineModel

extension DomainDescription {
  /// What it starts with besides its disks, as paths of the hypervisor.
  var startFiles: [String] { [kernelPath, initrdPath, nvramPath].compactMap(\.self) }

  /// All files and volumes that it names.
  var files: [String] {
    startFiles + disks.flatMap { disk in [disk.place] + disk.backing.map(\.place) }.compactMap(\.self)
  }
}
