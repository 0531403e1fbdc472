extension MessageCatalogue {
  /// Files that a machine opens.
  static let disks: [KnownMessage] = [
    KnownMessage(
      "disk.locked", "Is another process using the image [{path}]?",
      cause: "The disk %1$@ is in use by another program: a running machine, a backup or qemu-img.",
      consequence: "Two writers would destroy it, so QEMU does not open it.",
      remedy: "End the other one first. This shows who has the file:", command: "sudo lsof {1}"),
    KnownMessage(
      "disk.locked", "Failed to get \"write\" lock", "Failed to get shared \"write\" lock",
      "Failed to get \"consistent read\" lock",
      cause: "A disk of the machine is in use by another program: a running machine, a backup or qemu-img.",
      consequence: "Two writers would destroy it, so QEMU does not open it.",
      remedy: "End the other one first. See which machines run:", command: "neuron-vm list"),
    KnownMessage(
      "disk.lockRefused", "Failed to lock byte {number}",
      cause: "The file system does not let QEMU lock a disk, or AppArmor forbids it.",
      consequence: "The machine cannot start, because nothing would protect the disk from a second writer.",
      remedy: "Keep disks in a storage pool of libvirt. The kernel says whether AppArmor refused:",
      command: "sudo journalctl -k --grep apparmor"),
    KnownMessage(
      "file.missing", "Could not open '{path}': No such file or directory",
      "Cannot access storage file '{path}': No such file or directory",
      "Cannot access storage file '{path}' (as uid:{*}): No such file or directory",
      "Unable to stat {path}: No such file or directory", "Failed to open file '{path}': No such file or directory",
      "Could not open '{*}': Could not open '{path}': No such file or directory",
      cause: "The file %1$@ is not there.",
      consequence: "The machine cannot start without it.",
      remedy: "Put it back, or take it out of the machine. This shows what the machine uses:",
      command: "neuron-vm show {machine}"),
    KnownMessage(
      "file.permission", "Could not open '{path}': Permission denied",
      "Cannot access storage file '{path}': Permission denied",
      "Cannot access storage file '{path}' (as uid:{*}): Permission denied",
      "Failed to open file '{path}': Permission denied",
      "Could not open '{*}': Could not open '{path}': Permission denied",
      cause: "QEMU may not open the file %1$@: the rights of the file, or of a folder above it, forbid it.",
      consequence: "The machine cannot start.",
      remedy:
        "Move it into a storage pool, such as /var/lib/libvirt/images: QEMU is a user of its own, to whom home directories are closed. For a session machine, let yourself read and write it."
    ),
    KnownMessage(
      "file.readOnly", "Could not open '{path}': Read-only file system",
      cause: "The file %1$@ is on a file system that can only be read.",
      consequence: "The machine cannot write its disk, so it does not start.",
      remedy: "Move it to another file system, or mark the disk as read-only in the machine's definition."),
    KnownMessage(
      "file.readOnlyMode", "Block node is read-only", "Image is read-only",
      cause: "A disk of the machine can only be read, and the machine wants to write it.",
      consequence: "The machine cannot start.",
      remedy: "Give the file write permission, or mark the disk as read-only in the definition. See:",
      command: "neuron-vm show {machine}"),
    KnownMessage(
      "file.appArmor", "apparmor=\"DENIED\" operation=\"{name}\" profile=\"libvirt-{name}\" name=\"{path}\"",
      cause: "AppArmor kept the machine from the file %3$@.",
      consequence: "The machine does not start, or lacks the file.",
      remedy:
        "Keep the file in a storage pool; where it must stay, allow its folder in /etc/apparmor.d/local/abstractions/libvirt-qemu."
    ),
    KnownMessage(
      "backing.missing", "Could not open backing file: Could not open '{path}': No such file or directory",
      "Cannot access backing file '{path}' of storage file '{*}' (as uid:{*}): No such file or directory",
      "Cannot access backing file '{path}' of storage file '{*}': No such file or directory",
      cause: "A disk is built upon the file %1$@, which is not there.",
      consequence: "The machine cannot start, and the disk is worth nothing without that file.",
      remedy: "Put the file back to that place. Do not write to it: disks that are built upon it would break."),
    KnownMessage(
      "backing.permission", "Could not open backing file: Could not open '{path}': Permission denied",
      "Cannot access backing file '{path}' of storage file '{*}' (as uid:{*}): Permission denied",
      cause: "A disk is built upon the file %1$@, which QEMU may not read.",
      consequence: "The machine cannot start.",
      remedy: "Move that file into a storage pool as well, or give QEMU's user the right to read it."),
    KnownMessage(
      "backing.formatUnknown", "format of backing image '{path}' of image '{path}' was not specified",
      cause: "The disk %2$@ does not say in which format the file below it is (%1$@).",
      consequence: "libvirt does not guess, because a guest could abuse that, and does not start the machine.",
      remedy: "Write it down once (-F raw where the file below is raw):",
      command: "qemu-img rebase -u -F qcow2 -b {1} {2}"),
    KnownMessage(
      "disk.full", "block I/O error in device '{name}': No space left on device (28)", "No space left on device",
      cause: "The file system that holds the machine's disk is full.",
      consequence: "The machine was paused at the write that did not fit; nothing is lost.",
      remedy: "Free some space there, then let it go on:", command: "neuron-vm resume {machine}"),
    KnownMessage(
      "disk.ioError", "block I/O error in device '{name}': Input/output error (5)",
      cause:
        "The disk “%1$@” of the machine could not be read or written: the drive below it failed, or its network did.",
      consequence: "The machine may have been paused; the guest may report a broken disk.",
      remedy: "Save what matters. The kernel says which drive it is:", command: "sudo dmesg --level err"),
    KnownMessage(
      "disk.corrupt", "Image is corrupt; cannot be opened read/write", "qcow2: Marking image as corrupt",
      cause: "A qcow2 disk of the machine is damaged inside.",
      consequence: "QEMU does not write to it any more. Two writers at a time, or a full drive, are usual reasons.",
      remedy: "Copy the file first. Then check it with qemu-img check, and repair it with qemu-img check -r leaks."),
    KnownMessage(
      "disk.notQcow2", "Image is not in qcow2 format",
      cause: "The machine's definition says that a disk is qcow2, and the file is something else.",
      consequence: "The machine cannot start.",
      remedy: "See what the file is with qemu-img info, and correct the format in the definition."),
    KnownMessage(
      "disk.formatGuessed", as: .warning, "Image format was not specified for '{path}' and probing guessed raw",
      cause: "The format of %1$@ is not written down, and QEMU takes it for raw.",
      consequence: "The guest cannot write the first block of it.",
      remedy: "Write the format into the machine's definition."),
    KnownMessage(
      "disk.noSuchKernel", "qemu: could not open kernel file '{path}': No such file or directory",
      "qemu: could not load kernel '{path}': No such file or directory",
      cause: "The kernel %1$@, which the machine boots directly, is not there.",
      consequence: "The machine cannot start.",
      remedy: "Put it back, or change the machine's kernel. This shows what the machine uses:",
      command: "neuron-vm show {machine}"),
    KnownMessage(
      "disk.badKernel", "qemu: could not load kernel '{path}': ", "qemu: could not open kernel file '{path}': ",
      cause: "QEMU cannot load the kernel %1$@: it may not read it, or it is no kernel.",
      consequence: "The machine cannot start.",
      remedy: "Take a kernel for this processor that QEMU's user may read."),
  ]
}
