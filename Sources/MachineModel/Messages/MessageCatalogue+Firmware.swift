extension MessageCatalogue {
  /// UEFI, Secure Boot and the TPM.
  static let firmware: [KnownMessage] = [
    KnownMessage(
      "firmware.variablesMissing", "unable to find any master var store for loader: {path}",
      cause: "The machine's firmware variables are not there, and libvirt knows no template for %1$@.",
      consequence: "The machine cannot start.",
      remedy: "Install the UEFI firmware (the package ovmf or edk2-ovmf), and see what libvirt offers:",
      command: "neuron-vm host check"),
    KnownMessage(
      "firmware.notFound", "Unable to find any firmware to satisfy 'efi'", "Unable to find any firmware to satisfy",
      cause: "libvirt finds no UEFI firmware that fits what the machine asks for, such as Secure Boot.",
      consequence: "The machine cannot start.",
      remedy: "Install the UEFI firmware (the package ovmf or edk2-ovmf), and see what is missing:",
      command: "neuron-vm host check"),
    KnownMessage(
      "firmware.mismatch", "firmware '{path}' doesn't support SMM",
      "Secure boot is supported with q35 machine types only",
      "Secure boot requires SMM feature enabled",
      cause: "The machine asks for Secure Boot, but its firmware or its chip set cannot do it.",
      consequence: "The machine cannot start.",
      remedy:
        "Secure Boot needs the chip set q35, SMM, and a firmware file made for it (its name has “secboot” or “ms”)."),
    KnownMessage(
      "firmware.noSecureBoot", "User requested Secure Boot, firmware '{path}' doesn't support it",
      cause: "The machine asks for Secure Boot, which the firmware %1$@ does not have.",
      remedy: "Take the firmware with “secboot” or “ms” in its name, from the same package."),
    KnownMessage(
      "tpm.missing", "Unable to find 'swtpm_setup' binary in $PATH", "Unable to find 'swtpm' binary in $PATH",
      "TPM version '2.0' is not supported", "TPM version '1.2' is not supported",
      cause: "The machine has a TPM, and the program that plays it (swtpm) is not installed.",
      consequence: "The machine cannot start. Windows 11 needs a TPM.",
      remedy: "Install the packages swtpm and swtpm-tools, then look again:", command: "neuron-vm host check"),
    KnownMessage(
      "tpm.setupFailed", "Could not run '{path}'. exitstatus: {number}; Check error log '{path}' for details",
      "Could not run '{path}'. exit status: {number}; Check error log '{path}' for details",
      cause: "The machine's TPM could not be set up: %1$@ ended with %2$@.",
      consequence: "The machine cannot start.",
      remedy: "Its log says why; rights of its folders and AppArmor are the usual reasons:", command: "sudo tail {3}"),
    KnownMessage(
      "tpm.ended", "Could not get process id of swtpm", "swtpm process terminated unexpectedly",
      "Could not start the TPM 2.",
      cause: "The program that plays the machine's TPM (swtpm) ended at once.",
      consequence: "The machine cannot start.",
      remedy: "AppArmor or the rights of its state are the usual reasons. The kernel says which file was refused:",
      command: "sudo journalctl -k --grep apparmor"),
  ]
}
