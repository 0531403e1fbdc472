import MachineModel

/// Finds out how the host is started.
struct BootReader {
  let root: HostRoot

  /// Loader, initial file system and distribution.
  func facts(_ kernel: KernelFacts) -> BootFacts {
    var facts = BootFacts()
    let release = root.lines("etc/os-release") ?? root.lines("usr/lib/os-release") ?? []
    for line in release {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = parts[1].filter { $0 != "\"" && $0 != "'" }
      if parts[0] == "ID" { facts.distribution = value }
      if parts[0] == "ID_LIKE" { facts.relatives = value.split(separator: " ").map(String.init) }
    }
    if root.isFolder("sys/firmware") { facts.isUEFI = root.isFolder("sys/firmware/efi") }
    facts.told = toldLoader()
    facts.loader = loader(kernel, facts)
    facts.initramfs = initramfs()
    return facts
  }

  private func loader(_ kernel: KernelFacts, _ facts: BootFacts) -> BootFacts.Loader? {
    // Tools that keep the parameters themselves come first: they overwrite what is written elsewhere.
    if facts.distribution == "nixos" || root.exists("etc/NIXOS") { return .nixos }
    if facts.distribution == "guix" { return .guix }
    if root.exists("etc/unraid-version") { return .unraid }
    if !kernel.values(of: "ostree").isEmpty {
      return root.exists("usr/bin/rpm-ostree") || facts.isLike("fedora", "rhel", "centos") ? .rpmOstree : .ostree
    }
    if root.exists("etc/kernel/proxmox-boot-uuids") { return .proxmox }
    if root.exists("etc/kernelstub/configuration") { return .kernelstub }
    if root.exists("usr/bin/clr-boot-manager") { return .clrBootManager }
    // Both may be installed and the other loader be in use.
    if facts.told == .systemdBoot, root.exists("etc/sdboot-manage.conf") { return .sdbootManage }
    if facts.isLike("suse", "opensuse"), root.exists("usr/bin/sdbootutil"), root.exists("etc/kernel/cmdline") {
      return .sdbootutil
    }
    if let told = facts.told { return told }
    if root.exists("etc/default/limine") { return .limine }
    if root.exists("etc/default/grub") { return .grub }
    if root.exists("etc/update-extlinux.conf") { return .extlinux }
    return root.exists("etc/kernel/cmdline") ? .systemdBoot : nil
  }

  private func toldLoader() -> BootFacts.Loader? {
    let text = loaderInfo()
    let names: [(String, BootFacts.Loader)] = [
      ("systemd-boot", .systemdBoot), ("grub", .grub), ("limine", .limine), ("refind", .refind),
    ]
    return names.first { text.contains($0.0) }?.1
  }

  /// What the loader wrote about itself for the system, in lower case; empty when it wrote nothing.
  ///
  /// Source: systemd's Boot Loader Interface, the variable `LoaderInfo`: four bytes of attributes, then UTF-16.
  private func loaderInfo() -> String {
    let path = "sys/firmware/efi/efivars/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f"
    guard let bytes = root.bytes(path, limit: 1024), bytes.count > 4 else { return "" }
    return String(decoding: bytes[4...].filter { $0 != 0 }, as: UTF8.self).lowercased()
  }

  private func initramfs() -> BootFacts.Initramfs? {
    // Debian can have dracut instead, Arch booster: what is installed besides leaves its folder.
    if root.exists("etc/mkinitcpio.conf") { return .mkinitcpio }
    if root.exists("etc/booster.yaml") { return .booster }
    if root.exists("etc/initramfs-tools/initramfs.conf") { return .initramfsTools }
    return root.exists("etc/dracut.conf") || root.exists("etc/dracut.conf.d") ? .dracut : nil
  }
}
