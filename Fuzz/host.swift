// A saved host that anybody may have made: its texts, and the repository of names. Reading never fails, and what is not
// known makes no verdict laxer than a host of which nothing is known.
#if canImport(Hardware)
  import Glibc
  @testable import Hardware
  import MachineModel
#endif

/// A folder beside what a run finds, made once.
private let folder: String = {
  let path = ".build/fuzz/host/tree"
  for parent in [".build", ".build/fuzz", ".build/fuzz/host", path] { mkdir(parent, 0o700) }
  for part in [
    "sys", "sys/bus", "sys/bus/pci", "sys/bus/pci/devices", "sys/bus/pci/devices/0000:01:00.0", "sys/class",
    "sys/class/drm", "sys/class/net", "sys/class/input", "sys/kernel", "sys/kernel/iommu_groups",
    "sys/kernel/iommu_groups/1", "sys/kernel/iommu_groups/1/devices", "proc", "proc/1", "proc/1/fd", "proc/self",
    "proc/net", "proc/bus", "proc/bus/input", "proc/sys", "proc/sys/kernel", "etc", "usr", "usr/share",
    "usr/share/misc",
  ] {
    mkdir(path + "/" + part, 0o700)
  }
  symlink("../../../../kernel/iommu_groups/1", path + "/sys/bus/pci/devices/0000:01:00.0/iommu_group")
  symlink("x", path + "/sys/kernel/iommu_groups/1/devices/0000:01:00.0")
  return path
}()

/// The files that an input fills, one after the other; parts of an input are divided by a zero byte.
private let files = [
  "sys/bus/pci/devices/0000:01:00.0/uevent", "sys/bus/pci/devices/0000:01:00.0/boot_vga", "usr/share/misc/pci.ids",
  "proc/self/mountinfo", "proc/swaps", "proc/bus/input/devices", "proc/net/route", "proc/net/ipv6_route",
  "proc/cmdline",
  "proc/cpuinfo", "proc/modules", "etc/os-release", "sys/kernel/iommu_groups/1/reserved_regions",
]

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let parts = UnsafeBufferPointer(start: start, count: count).split(
    separator: 0, maxSplits: files.count - 1, omittingEmptySubsequences: false)
  for (index, file) in files.enumerated() {
    let place = folder + "/" + file
    guard index < parts.count else {
      unlink(place)
      continue
    }
    let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = Array(parts[index]).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }
  guard let root = try? HostRoot(folder) else { return 0 }
  let host = HostReader(root).hardware(.judgement)
  for report in PassthroughCheck(host).graphicsCards() {
    precondition(report.verdict != .ready, "a card of which its screens are not known is ready")
    precondition(!report.problems.isEmpty)
  }
  for device in host.devices ?? [] { precondition(!device.title.utf8.contains { $0 < 0x20 }) }
  precondition((try? HostReport(of: folder))?.archive.starts(with: [0x1F, 0x8B]) == true)
  return 0
}
