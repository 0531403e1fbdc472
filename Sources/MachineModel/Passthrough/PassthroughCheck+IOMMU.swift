import Text

extension PassthroughCheck {
  /// What the IOMMU lacks.
  func iommuProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    guard host.iommu.isOn else { return [isOffProblem()] }
    var problems: [PassthroughProblem] = []
    for function in subject.functions where function.group == nil {
      let isExcluded = host.kernel.values(of: "intel_iommu").contains { $0.split(separator: ",").contains("igfx_off") }
      problems.append(
        PassthroughProblem(
          "iommu.noGroup", isExcluded ? .fixable : .impossible,
          tr("The IOMMU is on, and %1$@ is in none of its groups: the kernel cannot give it away.", function.address),
          isExcluded ? tr("Take “igfx_off” out of the kernel's parameters.") : nil,
          step: isExcluded ? parameterStep(removing: "intel_iommu=…igfx_off") : nil))
    }
    for number in subject.groups {
      let group = host.groups.first { $0.number == number }
      if let group, group.hasFirmwareMemory == nil {
        problems.append(
          PassthroughProblem(
            "iommu.memoryUnknown", .refused,
            tr("Whether the firmware keeps memory for a device of group %1$@ could not be read.", number)))
      }
      if group?.hasFirmwareMemory == true {
        problems.append(
          PassthroughProblem(
            "iommu.firmwareMemory", .impossible,
            tr(
              "The firmware keeps memory for a device of group %1$@ (RMRR): the kernel gives none of them away.", number
            ),
            tr("Look for a firmware update or a setting that turns this off; HPE calls it “HP Shared Memory Features”.")
          ))
      }
    }
    return problems
  }

  private func isOffProblem() -> PassthroughProblem {
    let off = ["iommu", "intel_iommu", "amd_iommu"].filter { name in
      host.kernel.values(of: name).contains { $0.split(separator: ",").contains("off") }
    }
    if !off.isEmpty {
      let words = off.map { $0 + "=off" }.joined(separator: " ")
      return PassthroughProblem(
        "iommu.off", .fixable, tr("The IOMMU is switched off by the kernel's parameter %1$@.", words),
        tr("Take %1$@ out of the kernel's parameters.", words), step: parameterStep(removing: words))
    }
    guard host.iommu.groups != nil else {
      return PassthroughProblem(
        "iommu.unknown", .refused, tr("Whether this computer has an IOMMU could not be read."),
        tr("Look whether /sys is mounted."))
    }
    let isToldByFirmware = host.iommu.firmwareTables.map { !$0.isEmpty }
    if isToldByFirmware == true, host.processor.maker == .intel {
      return PassthroughProblem(
        "iommu.off", .fixable, tr("The firmware has the IOMMU (VT-d) on, and the kernel does not use it."),
        tr("Start the kernel with intel_iommu=on."), step: parameterStep(adding: "intel_iommu=on"))
    }
    if isToldByFirmware == true {
      return PassthroughProblem(
        "iommu.unused", .fixable,
        tr("The firmware tells of an IOMMU, and the kernel does not use it, which is not for want of a parameter."),
        tr(
          "Look into the kernel's log: sudo dmesg | grep -i -e iommu -e AMD-Vi -e smmu. Often a firmware update helps."),
        step: PassthroughStep(.firmware, tr("Update the firmware (BIOS) of the board.")))
    }
    if host.processor.isGuest == true {
      return PassthroughProblem(
        "iommu.guest", .fixable, tr("This computer is a virtual machine, and its host gives it no IOMMU."),
        tr("Give it one on its host; with QEMU: -device intel-iommu,intremap=on,caching-mode=on."),
        step: PassthroughStep(.firmware, tr("Give this virtual machine an IOMMU, on its host.")))
    }
    return firmwareProblem()
  }

  private func firmwareProblem() -> PassthroughProblem {
    guard host.processor.isPC != false else {
      return PassthroughProblem(
        "iommu.none", .impossible, tr("The firmware tells of no IOMMU, and so devices cannot be given to machines."))
    }
    let place = FirmwareMenu.iommu(host.board, host.processor.maker)
    var parameter = ""
    if host.processor.maker == .intel, host.kernel.values(of: "intel_iommu").isEmpty {
      parameter = " " + tr("Start the kernel with intel_iommu=on as well.")
    }
    return PassthroughProblem(
      "iommu.firmware", .fixable,
      tr("The IOMMU is off in the computer's firmware (BIOS), or the computer has none."),
      place.words + parameter, step: PassthroughStep(.firmware, place.words))
  }

  /// What the kernel lacks.
  func kernelProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    switch host.kernel.vfio {
    case .loaded, .loadable: return []
    case .missing:
      return [
        PassthroughProblem(
          "vfio.missing", .fixable, tr("This kernel has no driver that gives devices to machines (vfio-pci)."),
          host.boot.isLike("debian", "ubuntu")
            ? tr(
              "Install your distribution's full kernel (Debian: apt install linux-image-amd64), and not the one for clouds."
            )
            : tr("Install your distribution's usual kernel."),
          step: PassthroughStep(.kernel, tr("Install a kernel that has vfio-pci.")))
      ]
    case nil:
      return [
        PassthroughProblem(
          "vfio.unknown", .fixable, tr("Whether the kernel has the driver vfio-pci could not be found out."),
          tr("Load it: sudo modprobe vfio-pci"),
          step: PassthroughStep(.free, tr("Load the driver."), ["sudo modprobe vfio-pci"]))
      ]
    }
  }

  private func parameterStep(adding parameter: String) -> PassthroughStep {
    let way = KernelParameterWay(host.boot, isAdding: true, parameter)
    return PassthroughStep(.kernelParameter, way.title, way.commands)
  }

  private func parameterStep(removing parameter: String) -> PassthroughStep {
    let way = KernelParameterWay(host.boot, isAdding: false, parameter)
    return PassthroughStep(.kernelParameter, way.title, way.commands)
  }
}
