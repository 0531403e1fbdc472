extension MessageCatalogue {
  /// What the kernel says about devices that were handed over, and about memory.
  static let kernel: [KnownMessage] = [
    KnownMessage(
      "host.outOfMemory", "Out of memory: Killed process {number} (qemu{name})",
      cause: "This computer's memory ran out, and the kernel ended a machine (process %1$@).",
      consequence: "For the guest it was as if the power had gone.",
      remedy: "Give the machines less memory together than the computer has. See what they have:",
      command: "neuron-vm list"),
    KnownMessage(
      "host.machineCheck", "mce: [Hardware Error]",
      cause: "The processor or the memory of this computer reports a hardware fault.",
      consequence: "Machines may fail at random.", remedy: "Check memory and cooling; undo overclocking."),
    KnownMessage(
      "iommu.fault", "AMD-Vi: Event logged [IO_PAGE_FAULT", "DMAR: [DMA Read", "DMAR: [DMA Write",
      "PTE Read access is not set", "PTE Write access is not set",
      cause: "A device reached for memory that is not its own, and the IOMMU stopped it.",
      consequence: "The device may hang. A driver of this computer often has not let go of it, or its reset failed.",
      remedy: "Bind the device to vfio-pci at boot, so that no other driver touches it."),
    KnownMessage(
      "iommu.deviceSilent", "AMD-Vi: Completion-Wait loop timed out", "AMD-Vi: Event logged [IOTLB_INV_TIMEOUT",
      "VT-d detected Invalidation Time-out Error", "VT-d detected Invalidation Completion Error",
      cause: "A passed-through device does not answer any more; its reset failed (the “AMD reset bug”).",
      consequence: "This computer may hang soon.",
      remedy: "Save what matters and switch the computer off and on. The module vendor-reset helps with some AMD cards."
    ),
    KnownMessage(
      "gpu.resetFailed", ": failed to reset device", "amdgpu: GPU reset begin!", "Ring gfx_0.0.0 reset failed",
      cause: "A graphics card hung, and its reset did not work or costs all that was on it.",
      consequence: "It may not work again until the computer is switched off once.",
      remedy: "Shut down the machine, then switch the computer off and on."),
    KnownMessage(
      "gpu.driverHangs", as: .warning, "Fence fallback timer expired on ring {name}",
      cause: "The graphics driver waits for a card that does not answer, often while it is being handed over.",
      consequence: "The screen stays black.",
      remedy: "Bind the card to vfio-pci at boot instead of taking it from its driver while that works."),
    KnownMessage(
      "gpu.nvidiaSilent", "NVRM: GPU {pci}: RmInitAdapter failed!",
      cause: "NVIDIA's driver cannot start the card %1$@; it did not come back from a machine as it was.",
      consequence: "It shows nothing on this computer.", remedy: "Switch the computer off and on."),
    KnownMessage(
      "vfio.notReady", ": not ready {number}ms after {name}; giving up",
      cause: "A passed-through device did not come back after its %2$@.",
      consequence: "It works neither in the machine nor on this computer.",
      remedy: "Switch the computer off and on. Give the machine all functions of the card, and update its firmware."),
    KnownMessage(
      "vfio.regionTaken", ": BAR {number}: can't reserve [mem ", "]: can't reserve",
      cause: "The boot screen or another driver still holds the graphics card's memory.",
      consequence: "The machine's screen stays black.",
      remedy:
        "Start this computer on another card; else add initcall_blacklist=sysfb_init to the kernel's command line."),
    KnownMessage(
      "vfio.heldByMachine", as: .warning, "No device request channel registered, blocked until released by user",
      cause: "Somebody on this computer wants a device back that a machine still has.",
      consequence: "That one waits until the machine lets go.", remedy: "Shut the machine down:",
      command: "neuron-vm stop {machine}"),
    KnownMessage(
      "usb.controllerDead", "xHCI host controller not responding, assume dead", ": HC died; cleaning up",
      cause: "A USB controller does not answer any more.",
      consequence: "All devices at its ports are gone; one that came back from a machine has often not been reset.",
      remedy: "Unbind and bind its driver, or restart the computer. Give machines a controller that can be reset."),
  ]
}
