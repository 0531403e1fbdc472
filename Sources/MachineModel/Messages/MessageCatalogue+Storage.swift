extension MessageCatalogue {
  /// Storage pools and volumes.
  static let storage: [KnownMessage] = [
    KnownMessage(
      "storage.poolInactive", "storage pool '{name}' is not active",
      "storage pool '{name}' containing volume '{*}' is not active",
      cause: "A storage pool of the machine is not started.",
      consequence: "Its disks cannot be reached.",
      remedy: "Start it (virsh pool-list --all names all of them):", command: "sudo virsh pool-start {1}"),
    KnownMessage(
      "storage.poolMissing", "no storage pool with matching name '{name}'", "Storage pool not found",
      cause: "libvirt knows no such storage pool.",
      remedy: "See which there are:", command: "sudo virsh pool-list --all"),
    KnownMessage(
      "storage.poolMissing", libvirt: [49], cause: "libvirt knows no such storage pool.",
      remedy: "See which there are:",
      command: "sudo virsh pool-list --all"),
    KnownMessage(
      "storage.volumeMissing", "no storage vol with matching path '{path}'",
      "no storage vol with matching name '{path}'",
      cause: "The disk %1$@ is not in the storage pool.",
      consequence: "It was removed or renamed, or the pool was not read since it came.",
      remedy: "Let libvirt read the pool again with virsh pool-refresh, then try again."),
    KnownMessage(
      "storage.volumeMissing", libvirt: [50], cause: "The disk is not in the storage pool.",
      remedy: "Let libvirt read the pool again with virsh pool-refresh, then try again."),
  ]
}
