extension MessageCatalogue {
  /// The processor's help for virtual machines.
  static let kvm: [KnownMessage] = [
    KnownMessage(
      "kvm.missing", "Could not access KVM kernel module: No such file or directory",
      "failed to initialize KVM: No such file or directory", "failed to initialize kvm: No such file or directory",
      cause: "This computer offers no KVM: there is no /dev/kvm.",
      consequence: "A machine that needs it cannot start.",
      remedy: "Switch on virtualization (VT-x, AMD-V or SVM) in this computer's firmware set-up. This says more:",
      command: "neuron-vm host check"),
    KnownMessage(
      "kvm.permission", "Could not access KVM kernel module: Permission denied",
      "failed to initialize KVM: Permission denied", "failed to initialize kvm: Permission denied",
      cause: "QEMU may not use KVM: the rights of /dev/kvm forbid it.",
      consequence: "A machine that needs it cannot start.",
      remedy: "Add the user that QEMU runs as to the group kvm, then log in again:",
      command: "sudo usermod -aG kvm $USER"),
    KnownMessage(
      "kvm.forbidden", "Could not access KVM kernel module: Operation not permitted",
      "failed to initialize KVM: Operation not permitted", "failed to initialize kvm: Operation not permitted",
      cause: "QEMU may not use KVM: this computer is a container or a rented server that keeps it to itself.",
      consequence: "A machine that needs it cannot start.",
      remedy: "Ask for nested virtualization, or let the machine be emulated: create it with --accel none."),
    KnownMessage(
      "kvm.busy", "ioctl(KVM_CREATE_VM) failed: 16 Device or resource busy",
      "failed to initialize KVM: Device or resource busy", "failed to initialize kvm: Device or resource busy",
      cause: "Another hypervisor, such as VirtualBox or VMware, has the processor's virtualization.",
      consequence: "Only one of them can use it at a time, so no machine that needs KVM can start.",
      remedy: "End the other hypervisor's machines and its window, then start this one again:",
      command: "neuron-vm start {machine}"),
    KnownMessage(
      "kvm.disabledByFirmware", "kvm: disabled by bios", "VMX (outside TXT) disabled by BIOS",
      "SVM disabled (by BIOS) in MSR_VM_CR", "KVM (vmx) is disabled by your BIOS",
      cause: "Virtualization is switched off in this computer's firmware set-up.",
      consequence: "There is no KVM; machines would be emulated, many times slower.",
      remedy: "Switch on VT-x, AMD-V or SVM there, then power the computer off once. This says whether it helped:",
      command: "neuron-vm host check"),
    KnownMessage(
      "kvm.noHardware", "kvm: no hardware support",
      cause: "The processor has no virtualization, or the system around this one keeps it to itself.",
      consequence: "There is no KVM; machines can only be emulated.",
      remedy: "Where this computer is itself a virtual machine, switch on nested virtualization for it."),
    KnownMessage(
      "kvm.unavailable", "Domain requires KVM, but it is not available", "domaintype=kvm",
      "does not support virt type 'kvm'",
      "Host does not support domain type kvm with machine '{*}' for virtualization type",
      "KVM virtualisation configured, but not available",
      cause: "The machine needs KVM, and libvirt finds none on this computer.",
      consequence: "It cannot start.",
      remedy: "Switch on virtualization in this computer's firmware set-up, and see what is missing:",
      command: "neuron-vm host check"),
    KnownMessage(
      "kvm.registerRefused", "error: failed to set MSR ", "Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed",
      cause: "The kernel does not let QEMU set a register of the processor that the machine's processor model has.",
      consequence:
        "The machine cannot start; a new kernel, or a host that is a virtual machine itself, is often behind it.",
      remedy: "Update QEMU and the kernel together, or give the machine another processor model."),
    KnownMessage(
      "kvm.internalError", "KVM internal error. Suberror: {number}",
      cause: "The guest did something that KVM cannot carry out (suberror %1$@).",
      consequence: "The machine stands still and cannot go on.",
      remedy: "Switch it off and start it again. Where it comes back, update the kernel and the machine's firmware:",
      command: "neuron-vm force-stop {machine}"),
    KnownMessage(
      "kvm.badAddress", "error: kvm run failed Bad address",
      cause: "The guest reached for memory of a passed-through device that did not answer.",
      consequence: "The machine stands still and cannot go on.",
      remedy: "The device is likely stuck: switch the machine off; where the device stays stuck, restart the computer:",
      command: "neuron-vm force-stop {machine}"),
    KnownMessage(
      "kvm.resetNeeded", "Resetting the Virtual Machine is required",
      cause: "The machine stopped after an error from which it cannot go on.",
      remedy: "Reset it (unsaved data in the guest is lost):", command: "neuron-vm reset {machine}"),
    KnownMessage(
      "kvm.featureIgnored", as: .harmless, "host doesn't support requested feature: {name}",
      "TCG doesn't support requested feature: {name}",
      cause: "The guest does without a feature of the processor that is not there: %1$@."),
    KnownMessage(
      "qemu.oldSpelling", as: .harmless, "warning: short-form boolean option '",
      cause: "libvirt starts QEMU with an old spelling of an option; it works as before."),
    KnownMessage(
      "kvm.registerIgnored", as: .harmless, "ignored rdmsr: ", "ignored wrmsr: ",
      cause: "The guest asked for a register of the processor that is not there, and was told so."),
  ]
}
