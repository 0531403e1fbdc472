import Text

extension PassthroughCheck {
  /// What the IOMMU lacks.
  func iommuProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    guard host.iommu.isOn else { return [isOffProblem()] }
    var problems = remappingProblems()
    // Only Intel's own graphics are left out by these.
    let excluding = parameters("intel_iommu", with: ["igfx_off", "intgpu_off"])
    for function in subject.functions where function.group == nil {
      let isExcluded = !excluding.isEmpty && function.identity.map { $0.vendor == 0x8086 } ?? true
      let message = tr(
        "The IOMMU is on, and %1$@ is in none of its groups: the kernel cannot give it away.", function.address)
      problems.append(
        isExcluded
          ? parameterProblem("iommu.noGroup", message, removing: excluding, adding: "intel_iommu=on")
          : PassthroughProblem("iommu.noGroup", .impossible, message))
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
    // A parameter for another maker's processors does nothing.
    let isIntel = host.processor.maker == .intel
    let intelOff = host.processor.maker == .amd ? [] : parameters("intel_iommu", with: ["off"])
    let off = parameters("iommu", with: ["off"]) + intelOff + (isIntel ? [] : parameters("amd_iommu", with: ["off"]))
    if !off.isEmpty {
      return parameterProblem(
        "iommu.off",
        tr("The IOMMU is switched off by the kernel's parameter %1$@.", off.joined(separator: " ")),
        removing: off, adding: intelOff.isEmpty ? nil : "intel_iommu=on")
    }
    guard host.iommu.groups != nil else {
      return PassthroughProblem(
        "iommu.unknown", .refused, tr("Whether this computer has an IOMMU could not be read."),
        tr("Look whether /sys is mounted."))
    }
    let isToldByFirmware = host.iommu.firmwareTables.map { !$0.isEmpty }
    if isToldByFirmware == true, isIntel, parameters("intel_iommu", with: ["on"]).isEmpty {
      return parameterProblem(
        "iommu.off", tr("The firmware has the IOMMU (VT-d) on, and the kernel does not use it."),
        removing: [], adding: "intel_iommu=on")
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

  /// Without remapping of interrupts a guest could raise any of the host's, and VFIO gives nothing away.
  private func remappingProblems() -> [PassthroughProblem] {
    let off =
      parameters("intremap", with: ["off"]) + (host.kernel.values(of: "nointremap").isEmpty ? [] : ["nointremap"])
    guard !off.isEmpty else { return [] }
    return [
      parameterProblem(
        "iommu.interrupts",
        tr(
          "The remapping of interrupts, without which no device is given away, is switched off by %1$@.",
          off.joined(separator: " ")),
        removing: off, adding: nil)
    ]
  }

  /// The words that set a parameter to one of some values, as they stand in the kernel's command line.
  private func parameters(_ name: String, with wanted: Set<Substring>) -> [String] {
    host.kernel.values(of: name).filter { !wanted.isDisjoint(with: $0.split(separator: ",")) }.map { "\(name)=\($0)" }
  }

  private func parameterProblem(
    _ code: String, _ message: String, removing old: [String], adding new: String?
  ) -> PassthroughProblem {
    let way = KernelParameterWay(host.boot, removing: old, adding: new)
    return PassthroughProblem(
      code, .fixable, message, KernelParameterWay.sentence(removing: old, adding: new),
      step: PassthroughStep(.kernelParameter, way.title, way.commands))
  }
}
