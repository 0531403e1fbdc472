extension MessageCatalogue {
  /// Machines that cannot move to another computer.
  static let migration: [KnownMessage] = [
    KnownMessage(
      "migration.storageNotShared", "Unsafe migration: Migration without shared storage is unsafe",
      cause: "The machine's disk is on this computer only.",
      consequence: "It would start there without its disk, so libvirt refuses.",
      remedy: "Let the disks be copied with it, or put them on storage that both computers have."),
    KnownMessage(
      "migration.cache", "Migration may lead to data corruption if disks use cache",
      cause: "A disk of the machine is written through this computer's memory (its cache mode is not “none”).",
      consequence: "The other computer could miss the last writes, so libvirt refuses.",
      remedy: "Set the disk's cache to “none”, and restart the machine once."),
    KnownMessage(
      "migration.unsafe", "Unsafe migration: ", libvirt: [81], cause: "libvirt holds the move for unsafe.",
      remedy: "The machine's data could be lost: shut it down, and move it then."),
    KnownMessage(
      "migration.device", "cannot migrate a domain with <hostdev", "VFIO migration is not supported in kernel",
      "cannot migrate a domain with <interface",
      cause: "The machine has a device of this computer for itself, which cannot go with it.",
      remedy: "Take the device out, or shut the machine down and move it then:", command: "neuron-vm stop {machine}"),
    KnownMessage(
      "migration.snapshots", "cannot migrate domain with {number} snapshots",
      cause: "The machine has snapshots (%1$@), which libvirt cannot take along.",
      remedy: "Remove them first; their disks' contents of now stay."),
    KnownMessage(
      "migration.refused", "cannot migrate domain: {name}",
      cause: "QEMU cannot move the machine: %1$@.", remedy: "Shut the machine down, and move it then:",
      command: "neuron-vm stop {machine}"),
  ]
}
