extension MessageCatalogue {
  /// What a machine is, and what became of it.
  static let machines: [KnownMessage] = [
    KnownMessage(
      "machine.typeUnknown", "unsupported machine type '{name}'", "does not support machine type '{name}'",
      "unsupported machine type: \"{name}\"",
      cause:
        "This computer's QEMU does not know the machine type “%1$@”: the machine was made with a newer or another one.",
      consequence: "The machine cannot start.",
      remedy: "Update QEMU, or set the type to q35 or pc in the definition; Windows may want to be activated again."),
    KnownMessage(
      "machine.typeUnknown", ": unsupported machine type", ": Unsupported machine type",
      ": **unsupported machine type**",
      cause: "This computer's QEMU does not know the machine's type: the machine was made with a newer or another one.",
      consequence: "The machine cannot start.",
      remedy: "Update QEMU, or set the type to q35 or pc in the definition; Windows may want to be activated again."),
    KnownMessage(
      "cpu.featuresMissing", "guest CPU doesn't match specification: missing features: {name}",
      "Host CPU does not provide required features: {name}",
      cause: "This computer's processor lacks what the machine's processor model has: %1$@.",
      consequence: "The machine cannot run here.",
      remedy: "Take the processor mode host-model or host-passthrough, or a smaller model."),
    KnownMessage(
      "cpu.featuresMissing", libvirt: [91],
      cause: "This computer's processor lacks what the machine's processor model has.",
      consequence: "The machine cannot run here.",
      remedy: "Take the processor mode host-model or host-passthrough, or a smaller model."),
    KnownMessage(
      "cpu.modelUnknown", "Feature {name} required by CPU model {name} not found", "CPU feature {name} not found",
      cause: "libvirt and QEMU do not agree on what processors have: “%1$@” is unknown to one of them.",
      consequence: "The machine cannot start.", remedy: "Update both to versions of the same age."),
    KnownMessage(
      "machine.emulatorMissing", "Cannot check QEMU binary {path}: No such file or directory",
      cause: "The QEMU that the machine's definition names (%1$@) is not installed.",
      consequence: "The machine cannot start.",
      remedy: "Install it, or set the emulator to /usr/bin/qemu-system-x86_64 in the definition."),
    KnownMessage(
      "machine.moduleMismatch", as: .warning, "Failed to initialize module: {path}",
      "only modules from the same build can be loaded",
      cause: "A part of QEMU is of another version than QEMU itself.",
      consequence: "What it does is missing, such as a display or a sound card.",
      remedy: "Update all packages of QEMU together, then start the machine again."),
    KnownMessage(
      "machine.noSlots", "No PCI buses available", "No more available PCI slots",
      cause: "The machine has no free slot for another device.",
      remedy: "Add PCIe root ports to its definition, or remove a device. See which there are:",
      command: "neuron-vm show {machine}"),
    KnownMessage(
      "machine.running", "Requested operation is not valid: domain is already running",
      cause: "The machine runs already.", remedy: "See:", command: "neuron-vm show {machine}"),
    KnownMessage(
      "machine.notRunning", "Requested operation is not valid: domain is not running",
      cause: "The machine does not run.", remedy: "Start it first:", command: "neuron-vm start {machine}"),
    KnownMessage(
      "machine.busy", "cannot acquire state change lock (held by monitor={name})", "cannot acquire state change lock",
      libvirt: [68], cause: "libvirt is still busy with something else for this machine, and it does not end.",
      consequence: "Nothing else can be done with the machine meanwhile; its QEMU may hang.",
      remedy: "Wait a minute and try again. Where it stays so, restart libvirt (machines keep running):",
      command: "sudo systemctl restart libvirtd"),
    KnownMessage(
      "machine.nameTaken", "domain '{name}' already exists with uuid {name}",
      "domain '{name}' is already defined with uuid {name}",
      cause: "There is another machine “%1$@”, with another UUID.",
      remedy: "Choose another name, or remove that one first. See which there are:", command: "neuron-vm list"),
    KnownMessage(
      "machine.hasFirmwareVariables", "cannot undefine domain with nvram", "cannot delete inactive domain with nvram",
      cause: "The machine has firmware variables of its own, which must be removed with it or kept on purpose.",
      remedy: "This removes it properly; it names all that goes before it does:", command: "neuron-vm delete {machine}"),
    KnownMessage(
      "machine.hasSnapshots", "cannot delete inactive domain with {number} snapshots",
      cause: "The machine has snapshots (%1$@), which would be lost with it.",
      remedy: "This removes it with them; it names all that goes before it does:", command: "neuron-vm delete {machine}"
    ),
    KnownMessage(
      "machine.hookFailed", "Hook script execution failed: {name}",
      cause: "A script of this computer's administrator in /etc/libvirt/hooks ended with an error: %1$@",
      consequence: "libvirt does not go on without it.", remedy: "Mend that script, or make it end with 0."),
    KnownMessage(
      "machine.hookFailed", libvirt: [70],
      cause: "A script of this computer's administrator in /etc/libvirt/hooks ended with an error.",
      consequence: "libvirt does not go on without it.", remedy: "Mend that script, or make it end with 0."),
    KnownMessage(
      "machine.devicesKeepSaving", "domain has assigned non-USB host devices",
      cause: "The machine has a passed-through device, whose inner state nobody can read.",
      consequence: "It cannot be saved, frozen or moved while it runs.",
      remedy: "Shut it down instead:", command: "neuron-vm stop {machine}"),
    KnownMessage(
      "agent.notConnected", "QEMU guest agent is not connected", "Guest agent is not responding", libvirt: [86],
      cause: "The guest's agent does not answer: it is not installed, or does not run.",
      consequence: "What needs it, such as asking for addresses, does not work; the machine itself is well.",
      remedy: "Install the QEMU guest agent in the guest; on Windows it is on the virtio-win disk."),
    KnownMessage(
      "machine.startFailed", as: .general, "qemu unexpectedly closed the monitor",
      "QEMU unexpectedly closed the monitor",
      "process exited while connecting to monitor", "failed to connect to monitor socket: ",
      "shutting down, reason=failed",
      cause: "QEMU ended while the machine was starting.",
      remedy: "Its log says more:", command: "neuron-vm logs {machine}"),
    KnownMessage(
      "machine.crashed", "shutting down, reason=crashed",
      cause: "QEMU ended by itself while the machine was running.",
      consequence: "It was as if the power had gone.",
      remedy: "The lines before say why, or the kernel's log does, where memory ran out:",
      command: "sudo journalctl -k --grep 'Out of memory|segfault'"),
    KnownMessage(
      "machine.ended", as: .harmless, "terminating on signal {number} from pid {number} ({path})",
      "terminating on signal {number}",
      cause: "QEMU was told to end; so it is when a machine is switched off or its start is given up."),
    KnownMessage(
      "machine.tainted", as: .harmless, "is tainted: {name}",
      cause: "libvirt notes something that its authors do not support: %1$@. It is no fault."),
  ]
}
