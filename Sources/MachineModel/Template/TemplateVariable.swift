/// The names that a template may use; the raw value is how it writes them.
///
/// The list is closed, so that a misspelt name is found when the template is read. `docs/templates.md` shows the
/// same list.
public enum TemplateVariable: String, Hashable, Sendable, CaseIterable {
  // What the user chooses.
  case name
  case uuid
  case memoryMB = "memory_mb"
  case vcpus
  case cpuset
  case hugePages = "huge_pages"
  case diskPath = "disk_path"
  case diskSizeGB = "disk_size_gb"
  case isoPath = "iso_path"
  case driversISOPath = "drivers_iso_path"
  case network
  case bridge
  case userNetwork = "user_network"
  case noNetwork = "no_network"
  case macAddress = "mac_address"
  case uefi
  case bios
  case kernelPath = "kernel_path"
  case initrdPath = "initrd_path"
  case cmdline
  case gpu
  case romPath = "rom_path"
  case sharedMemoryMB = "shared_memory_mb"
  // What the host answers.
  case domainType = "domain_type"
  case kvm
  case cpuMode = "cpu_mode"
  case smm
  case secureBoot = "secure_boot"
  case tpm
  case spice
  case vnc
  case videoModel = "video_model"
  case audioBackend = "audio_backend"
  case usbRedirection = "usb_redirection"
  case hypervRelaxed = "hyperv_relaxed"
  case hypervVAPIC = "hyperv_vapic"
  case hypervSpinlocks = "hyperv_spinlocks"
  case hypervVPIndex = "hyperv_vpindex"
  case hypervRuntime = "hyperv_runtime"
  case hypervSynIC = "hyperv_synic"
  case hypervSTimer = "hyperv_stimer"
  case hypervReset = "hyperv_reset"
  case hypervVendorID = "hyperv_vendor_id"
  case hypervFrequencies = "hyperv_frequencies"
  case hypervTLBFlush = "hyperv_tlbflush"
  case hypervIPI = "hyperv_ipi"
  case hypervClock = "hyperv_clock"
}
