/// The names that a template may use; the raw value is how it writes them.
///
/// The list is closed, so that a misspelt name is found when the template is read. `docs/templates.md` shows the
/// same list.
public enum TemplateVariable: String, Hashable, Sendable, CaseIterable {
  // What the user chooses.

  /// The machine's name.
  case name
  /// The machine's UUID; libvirt makes one when it is not given.
  case uuid
  /// Memory in MiB.
  case memoryMB = "memory_mb"
  /// Number of virtual processors.
  case vcpus
  /// Host processors that the machine may use, like 2-5.
  case cpuset
  /// Back the memory with huge pages of the host.
  case hugePages = "huge_pages"
  /// Path of the system disk, a qcow2 file.
  case diskPath = "disk_path"
  /// Size of the system disk in GiB; used when the disk is made.
  case diskSizeGB = "disk_size_gb"
  /// Path of the installation ISO.
  case isoPath = "iso_path"
  /// Path of the ISO with virtio drivers for Windows.
  case driversISOPath = "drivers_iso_path"
  /// Name of the libvirt network.
  case network
  /// Name of a host bridge, used instead of a libvirt network.
  case bridge
  /// Use QEMU's own network, which needs no privileges.
  case userNetwork = "user_network"
  /// Have no network card.
  case noNetwork = "no_network"
  /// Address of the network card; libvirt makes one when it is not given.
  case macAddress = "mac_address"
  /// Boot with UEFI.
  case uefi
  /// Boot with BIOS.
  case bios
  /// Path of a kernel to boot directly.
  case kernelPath = "kernel_path"
  /// Path of the initramfs for that kernel.
  case initrdPath = "initrd_path"
  /// Command line of that kernel.
  case cmdline
  /// A graphics card is handed to the machine, so no emulated one is needed.
  case gpu
  /// Path of a ROM file for the graphics card.
  case romPath = "rom_path"
  /// Size in MiB of the memory shared with Looking Glass; a power of two.
  case sharedMemoryMB = "shared_memory_mb"

  // What the host answers.

  /// What executes the machine.
  case domainType = "domain_type"
  /// The machine is executed by KVM.
  case kvm
  /// How the processor looks to the guest.
  case cpuMode = "cpu_mode"
  /// System Management Mode works on this host.
  case smm
  /// Firmware with Secure Boot and enrolled keys can be used.
  case secureBoot = "secure_boot"
  /// An emulated TPM 2.0 can be used.
  case tpm
  /// Show the screen through SPICE.
  case spice
  /// Show the screen through VNC.
  case vnc
  /// Model of the emulated graphics card.
  case videoModel = "video_model"
  /// Where the sound goes.
  case audioBackend = "audio_backend"
  /// USB devices of a SPICE client can be redirected.
  case usbRedirection = "usb_redirection"
  /// Hyper-V enlightenment relaxed.
  case hypervRelaxed = "hyperv_relaxed"
  /// Hyper-V enlightenment vapic.
  case hypervVAPIC = "hyperv_vapic"
  /// Hyper-V enlightenment spinlocks.
  case hypervSpinlocks = "hyperv_spinlocks"
  /// Hyper-V enlightenment vpindex.
  case hypervVPIndex = "hyperv_vpindex"
  /// Hyper-V enlightenment runtime.
  case hypervRuntime = "hyperv_runtime"
  /// Hyper-V enlightenment synic.
  case hypervSynIC = "hyperv_synic"
  /// Hyper-V enlightenment stimer.
  case hypervSTimer = "hyperv_stimer"
  /// Hyper-V enlightenment reset.
  case hypervReset = "hyperv_reset"
  /// Hyper-V enlightenment vendor_id.
  case hypervVendorID = "hyperv_vendor_id"
  /// Hyper-V enlightenment frequencies.
  case hypervFrequencies = "hyperv_frequencies"
  /// Hyper-V enlightenment tlbflush.
  case hypervTLBFlush = "hyperv_tlbflush"
  /// Hyper-V enlightenment ipi.
  case hypervIPI = "hyperv_ipi"
  /// Hyper-V's reference clock as a timer.
  case hypervClock = "hyperv_clock"
}
