extension MessageCatalogue {
  /// Folders that a machine shares with its host.
  static let sharing: [KnownMessage] = [
    KnownMessage(
      "share.memoryNotShared", "virtiofs requires shared memory", "'virtiofs' requires shared memory",
      "Waiting for daemon failed: HandleRequest(InvalidParam)",
      cause: "A shared folder needs memory that the machine shares with its helper, and this machine's is private.",
      consequence: "The machine cannot start, or the folder does not work.",
      remedy: "Set the memory's source to memfd and its access to shared in the definition."),
    KnownMessage(
      "share.helperMissing", "Unable to find a satisfying virtiofsd",
      cause: "virtiofsd, which serves shared folders, is not installed or not known to libvirt.",
      consequence: "The machine cannot start.",
      remedy: "Install the package virtiofsd (in older systems it comes with QEMU)."),
    KnownMessage(
      "share.helperEnded", "virtiofsd died unexpectedly",
      cause: "virtiofsd, which serves the shared folder, ended at once.",
      consequence: "The machine cannot start.",
      remedy: "Its own log is beside the machine's, and its name ends with “-virtiofsd.log”. Look there for:",
      command: "sudo ls /var/log/libvirt/qemu"),
    KnownMessage(
      "share.folderMissing", "the virtiofs export directory '{path}' does not exist",
      cause: "The shared folder %1$@ is not there.",
      consequence: "The machine cannot start.", remedy: "Make it, or take the share out of the machine."),
  ]
}
