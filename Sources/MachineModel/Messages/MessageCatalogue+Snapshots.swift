extension MessageCatalogue {
  /// Snapshots that libvirt or QEMU refuses.
  static let snapshots: [KnownMessage] = [
    KnownMessage(
      "snapshot.firmware", "internal snapshots of a VM with pflash based firmware are not supported",
      "Device '{name}' is writable but does not support snapshots",
      cause: "The machine has UEFI firmware, whose variables this libvirt cannot put into a snapshot while it runs.",
      consequence: "Nothing was changed.",
      remedy: "Shut the machine down and take the snapshot then; libvirt 10.9 and later can do it live:",
      command: "neuron-vm stop {machine}"),
    KnownMessage(
      "snapshot.diskFormat", "internal snapshot for disk {name} unsupported for storage type {name}",
      cause: "The disk “%1$@” has the format %2$@, which cannot hold snapshots.",
      consequence: "Nothing was changed.",
      remedy: "Only qcow2 can: convert the disk with qemu-img convert -O qcow2 while the machine is off."),
    KnownMessage(
      "snapshot.cannotRevert", "revert to external snapshot not supported yet",
      cause: "This libvirt cannot go back to a snapshot whose data are in files of their own.",
      consequence: "Nothing was changed.",
      remedy: "libvirt 9.9 and later can. Until then, point the disk back to its base file by hand."),
  ]
}
