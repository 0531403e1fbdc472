extension MessageCatalogue {
  /// The machine's memory.
  static let memory: [KnownMessage] = [
    KnownMessage(
      "memory.notEnough", "cannot set up guest memory '{name}': Cannot allocate memory",
      "cannot set up guest memory '{name}': Out of memory",
      cause: "This computer does not have as much free memory as the machine wants.",
      consequence: "The machine cannot start.",
      remedy: "Shut down other machines or programs, or give this one less memory. See what the machines have:",
      command: "neuron-vm list"),
    KnownMessage(
      "memory.hugePagesShort", "unable to map backing store for guest RAM: Cannot allocate memory",
      "Insufficient free host memory pages available to allocate guest RAM",
      cause: "There are not enough free huge pages for the machine's memory.",
      consequence: "The machine cannot start. Memory that is in pieces can keep huge pages from being made.",
      remedy: "Reserve them right after the computer's start (vm.nr_hugepages), or let the machine do without. See:",
      command: "grep Huge /proc/meminfo"),
    KnownMessage(
      "memory.noHugePages", "hugetlbfs filesystem is not mounted or disabled by administrator config",
      cause: "The machine wants huge pages, and libvirt finds none on this computer.",
      consequence: "The machine cannot start.",
      remedy: "Mount them (systemctl start dev-hugepages.mount), then restart libvirt:",
      command: "sudo systemctl restart libvirtd"),
    KnownMessage(
      "memory.fileForbidden", "can't open backing store {path} for guest RAM: Permission denied",
      "can't open backing store {path} for guest RAM: Operation not permitted",
      cause:
        "QEMU may not open the shared memory %1$@; another user has made it, or AppArmor or a device rule forbids it.",
      consequence: "The machine cannot start.",
      remedy:
        "Remove the file where it is a leftover in /dev/shm; a device such as /dev/kvmfr0 must stand in cgroup_device_acl of /etc/libvirt/qemu.conf."
    ),
    KnownMessage(
      "memory.sizeMismatch", "backing store size {name} does not match 'size' option {name}",
      cause: "The shared memory's file has another size than the machine's definition says.",
      consequence: "The machine cannot start.",
      remedy: "Remove the old file in /dev/shm while no machine uses it; it is made anew."),
    KnownMessage(
      "memory.noMemfd", "this qemu doesn't support the memory-backend-memfd object",
      cause: "This QEMU cannot share memory the way the machine's definition asks for (memfd).",
      consequence: "The machine cannot start.", remedy: "Update QEMU, or take the memory source “file” or none."),
  ]
}
