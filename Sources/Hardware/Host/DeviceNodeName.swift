import MachineModel

/// The name of a node in `/dev`, without `/dev/`, as the kernel proposes it and udev keeps it.
enum DeviceNodeName {
  /// The name of the node of a device, by the device's place in sysfs.
  ///
  /// Source: the `devnode` functions of the kernel's classes (drm, sound, input, usbmisc, bsg, infiniband, vfio, accel,
  /// dvb), and for USB devices drivers/usb/core/usb.c, `usb_devnode` with `USB_DEVICE_MAJOR`.
  static func name(of place: String, _ number: DeviceNumber) -> String {
    let own = lastPart(place).replacing("!", with: "/")
    if !number.isBlock, number.major == 189 {
      return "bus/usb/\(padded(number.minor / 128 + 1))/\(padded(number.minor % 128 + 1))"
    }
    func isBelow(_ folder: String) -> Bool { place.contains("/" + folder + "/") }
    if own.hasPrefix("hiddev") || (isBelow("usbmisc") && own.hasPrefix("lp")) { return "usb/" + own }
    if isBelow("drm"), own.hasPrefix("card") || own.hasPrefix("renderD") || own.hasPrefix("controlD") {
      return "dri/" + own
    }
    if isBelow("sound") { return "snd/" + own }
    if isBelow("input"), ["event", "mouse", "js"].contains(where: own.hasPrefix) { return "input/" + own }
    if isBelow("vfio-dev") { return "vfio/devices/" + own }
    for folder in ["bsg", "accel"] where isBelow(folder) { return folder + "/" + own }
    if isBelow("infiniband_verbs") || isBelow("infiniband_mad") { return "infiniband/" + own }
    if isBelow("dvb"), own.hasPrefix("dvb"), let point = own.firstIndex(of: ".") {
      return "dvb/adapter\(own[..<point].dropFirst(3))/\(own[own.index(after: point)...])"
    }
    return String(own)
  }

  private static func padded(_ number: UInt32) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, 3 - text.utf8.count)) + text
  }

  /// Whether a node stands for software and no device: it is not looked up.
  ///
  /// Source: Linux, Documentation/admin-guide/devices.txt, and the names of the kernel's own miscellaneous devices.
  static func isSoftware(_ name: String) -> Bool {
    software.contains(name) || softwareFolders.contains { name.hasPrefix($0) }
      || (name.hasPrefix("tty") && name.dropFirst(3).utf8.allSatisfy { 0x30...0x39 ~= $0 })
      || (name.hasPrefix("loop") && name.dropFirst(4).utf8.allSatisfy { 0x30...0x39 ~= $0 })
  }

  private static let software: Set<String> = [
    "null", "zero", "full", "random", "urandom", "console", "ptmx", "kmsg", "fuse", "cuse", "kvm", "net/tun",
    "vhost-net", "vhost-vsock", "vsock", "rfkill", "uinput", "uhid", "userio", "autofs", "loop-control",
    "btrfs-control", "mapper/control", "snapshot", "hpet", "udmabuf", "userfaultfd", "cpu_dma_latency", "snd/seq",
    "snd/timer", "input/mice", "vfio/vfio", "iommu", "ppp", "mem", "port", "nvram", "ecryptfs", "zfs", "ion",
    "sgx_vepc",
    "sgx_enclave", "sgx_provision", "vga_arbiter", "mcelog", "watchdog", "rtc", "log", "initctl", "core", "fd",
  ]
  private static let softwareFolders = ["pts/", "shm/", "mqueue/", "hugepages/", "dma_heap/", "vcs", "fd/", "cpu/"]
}
