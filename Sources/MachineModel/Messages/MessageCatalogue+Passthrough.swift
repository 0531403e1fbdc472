extension MessageCatalogue {
  /// PCI devices that a machine gets for itself, when it starts.
  static let passthrough: [KnownMessage] = [
    KnownMessage(
      "vfio.groupNotViable", "vfio {pci}: group {number} is not viable",
      "vfio error: {pci}: group {number} is not viable",
      cause: "The device %1$@ shares IOMMU group %2$@ with another one that this computer still uses.",
      consequence: "The machine cannot start: devices of one group can reach each other's memory.",
      remedy:
        "Give the machine the whole group (for a graphics card its sound and USB functions too), or put the card into another slot."
    ),
    KnownMessage(
      "vfio.refusedByHook",
      "Hook script execution failed: {*}/neuron-vm {name} prepare begin -) unexpected exit status {number}: {*}",
      cause: "neuron-vm, which libvirt asks, does not give the devices of “%1$@” away now; its reasons stand below.",
      consequence: "The machine does not start, and nothing was taken from the host.",
      remedy: "See what is in the way:", command: "neuron-vm start {1}"),
    KnownMessage(
      "vfio.notReleased", "error getting device from group {number}: ",
      cause: "A device of IOMMU group %1$@ could not be taken over.",
      consequence: "The machine cannot start.",
      remedy: "Another machine may have it, or a driver of this computer. See what runs:",
      command: "neuron-vm list --devices"),
    KnownMessage(
      "vfio.groupMissing", "failed to open /dev/vfio/{number}: No such file or directory",
      cause: "No device of IOMMU group %1$@ is bound to vfio-pci, so /dev/vfio/%1$@ is not there.",
      consequence: "The machine cannot start.",
      remedy: "Load the driver, and let libvirt bind the device itself (managed='yes' in its definition):",
      command: "sudo modprobe vfio-pci"),
    KnownMessage(
      "vfio.permission", "failed to open /dev/vfio/{number}: Permission denied",
      "failed to open /dev/vfio/{number}: Operation not permitted",
      cause: "QEMU may not open /dev/vfio/%1$@.",
      consequence: "The machine cannot start.",
      remedy: "Passing devices through needs the system's libvirt: create and start the machine at qemu:///system."),
    KnownMessage(
      "vfio.groupBusy", "failed to open /dev/vfio/{number}: Device or resource busy",
      cause: "Another machine has IOMMU group %1$@.",
      consequence: "The machine cannot start until that one is off.",
      remedy: "See which one has it:", command: "neuron-vm list --devices"),
    KnownMessage(
      "vfio.noGroup", "vfio {pci}: no iommu_group found: No such file or directory",
      cause: "The device %1$@ is in no IOMMU group: the IOMMU is off.",
      consequence: "No device can be passed through.",
      remedy:
        "Switch on VT-d or AMD-Vi in this computer's firmware set-up; for Intel add intel_iommu=on to the kernel's command line."
    ),
    KnownMessage(
      "vfio.unsupported", "host doesn't support passthrough of host PCI devices",
      cause: "This computer's IOMMU is off, or the driver vfio-pci is missing.",
      consequence: "No device can be passed through, so the machine cannot start.",
      remedy:
        "Switch on VT-d or AMD-Vi in this computer's firmware set-up (for Intel also intel_iommu=on for the kernel), then:",
      command: "sudo modprobe vfio-pci"),
    KnownMessage(
      "vfio.containerRefused", "failed to setup container for group {number}: Failed to set iommu for container: ",
      cause: "The kernel does not let IOMMU group %1$@ be used.",
      consequence: "The machine cannot start. Interrupt remapping is missing, or another driver has the group.",
      remedy: "Switch on interrupt remapping (x2APIC) in the firmware set-up, and see what the kernel says:",
      command: "sudo dmesg --level err,warn"),
    KnownMessage(
      "vfio.memoryLock", "VFIO_MAP_DMA failed: Cannot allocate memory", "= -12 (Cannot allocate memory)",
      "RLIMIT_MEMLOCK ({number}) exceeded",
      cause: "The machine's memory could not be locked, as a passed-through device needs it: the limit is too low.",
      consequence: "The machine cannot start, or the device does not work.",
      remedy:
        "Use qemu:///system, where libvirt raises the limit itself; elsewhere raise “memlock” in /etc/security/limits.conf."
    ),
    KnownMessage(
      "vfio.memoryLockRefused", "cannot limit locked memory of process ",
      cause: "libvirt may not raise the limit of locked memory, which a passed-through device needs.",
      consequence: "The machine cannot start. It is so for session machines and in containers.",
      remedy: "Create the machine at qemu:///system."),
    KnownMessage(
      "vfio.mappingRefused", "VFIO_MAP_DMA failed: Invalid argument", "= -22 (Invalid argument)",
      cause: "The IOMMU refused a part of the machine's memory: its place is reserved, or out of the IOMMU's reach.",
      consequence: "The machine cannot start, or the device does not work.",
      remedy: "Give the machine less memory, or limit its address width (maxphysaddr) to that of the IOMMU."),
    KnownMessage(
      "vfio.peerMapping", as: .harmless, "VFIO_MAP_DMA failed: Bad address",
      "PCI peer-to-peer transactions on BARs are not supported",
      cause: "Two passed-through devices cannot reach each other's memory, which they rarely want."),
    KnownMessage(
      "vfio.mappingsShort", as: .warning, "possibly running out of DMA mappings",
      cause: "The device may need more memory mappings than the kernel allows.",
      remedy: "Raise the limit: options vfio_iommu_type1 dma_entry_limit=… in /etc/modprobe.d."),
    KnownMessage(
      "vfio.usedByMachine", "PCI device {pci} is in use by driver {name}, domain {name}",
      cause: "The device %1$@ belongs to the running machine “%3$@”.",
      consequence: "A device can be in one machine at a time.",
      remedy: "Shut that one down first:", command: "neuron-vm stop {3}"),
    KnownMessage(
      "vfio.notDetached", "Unmanaged PCI device {pci} must be manually detached from the host",
      cause: "The machine's definition says that somebody else frees the device %1$@, and nobody has.",
      consequence: "The machine cannot start.",
      remedy: "Set managed='yes' for it in the machine's definition, and libvirt will free it."),
    KnownMessage(
      "vfio.busShared", "Active {pci} devices on bus with {pci}, not doing bus reset",
      cause: "The device %2$@ can only be reset together with %1$@, which this computer still uses.",
      consequence: "The machine cannot start.",
      remedy: "Give both to the machine, or put the card into another slot."),
    KnownMessage(
      "vfio.cannotReset", "Unable to reset PCI device {pci}: ", "vfio: Cannot reset device {pci}, ",
      cause: "The device %1$@ cannot be reset.",
      consequence: "It may not work in the machine, or only once until this computer restarts.",
      remedy: "Pass its whole group through; for AMD cards see docs of the module vendor-reset."),
    KnownMessage(
      "vfio.resetNeedsGroup", "vfio: Cannot reset device {pci}, depends on group {number} which is not owned",
      cause: "The device %1$@ can only be reset together with IOMMU group %2$@, which the machine does not have.",
      consequence: "It may not work after the machine was restarted.",
      remedy: "Give the machine that group too."),
    KnownMessage(
      "vfio.notAssignable", "PCI device {pci} is not assignable",
      cause: "libvirt does not hand the device %1$@ over: it sits behind a switch that does not separate its devices.",
      consequence: "The machine cannot start.",
      remedy: "Put the card into another slot, best one that the processor serves itself."),
    KnownMessage(
      "vfio.stuck", "Unable to power on device, stuck in D3", "Unable to change power state from D3cold to D0",
      cause: "The passed-through device does not wake up any more.",
      consequence: "It works neither in the machine nor on this computer until the computer is switched off once.",
      remedy:
        "Shut the machine down, then power the computer off and on. disable_idle_d3=1 for vfio-pci often avoids it:",
      command: "neuron-vm force-stop {machine}"),
    KnownMessage(
      "vfio.romFileMissing", "failed to find romfile \"{path}\"",
      cause: "The graphics card's ROM file %1$@ is not there, or QEMU may not read it.",
      consequence: "The machine cannot start.",
      remedy: "Put the file where QEMU may read it, such as /usr/share/vgabios, or leave it out of the definition."),
    KnownMessage(
      "vfio.romInvalid", as: .warning, "Invalid PCI ROM header signature: expecting 0xaa55, got ",
      "Device option ROM contents are probably invalid",
      cause: "The graphics card's own ROM cannot be read: the firmware has changed it, or the card has none.",
      consequence: "The screen may stay black until the guest's driver runs; an integrated card does not mind.",
      remedy: "Give the machine a ROM file of exactly this card, or start this computer with another card as the first."
    ),
    KnownMessage(
      "vfio.noVGA", as: .warning, "failed getting region info for VGA region index",
      cause: "The device has no old VGA registers.",
      consequence: "Old firmware shows nothing on it; UEFI does not need them.",
      remedy: "Remove x-vga from the definition, and use UEFI."),
    KnownMessage(
      "vfio.vgpuRefused", "[nvidia-vgpu-vfio] {name}: start failed. status: ",
      cause:
        "NVIDIA's manager refused the virtual GPU %1$@: its profile does not fit, or no memory is left on the card.",
      consequence: "The machine cannot start.",
      remedy: "Take a smaller profile, or shut down another machine of that card."),
  ]
}
