import Text

// Loaders whose way differs between distributions.

extension KernelParameterWay {
  static func grub(_ boot: BootFacts, _ change: Change) -> (String, [String]) {
    if boot.isLike("fedora", "rhel", "centos") {
      // Source: grubby(8).
      return (
        sentence(removing: change.old, adding: change.new),
        ["sudo grubby --update-kernel=ALL \(change.options(remove: "--remove-args=", add: "--args="))"]
      )
    }
    let title = change.edit("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT")
    if boot.isReadOnlySUSE {
      // Source: transactional-update(8): the root is read-only, and the next snapshot gets the new menu.
      return (title, ["sudo transactional-update grub.cfg"])
    }
    if boot.isLike("debian", "ubuntu") { return (title, ["sudo update-grub"]) }
    if boot.isLike("suse", "opensuse", "mageia", "openmandriva") {
      return (title, ["sudo grub2-mkconfig -o /boot/grub2/grub.cfg"])
    }
    if boot.distribution == "steamos" { return (title, ["sudo steamos-readonly disable", "sudo update-grub"]) }
    if boot.isLike("arch", "gentoo", "void", "alpine", "slackware", "artix", "manjaro", "endeavouros", "cachyos") {
      return (title, ["sudo grub-mkconfig -o /boot/grub/grub.cfg"])
    }
    return (
      tr(
        "%1$@ Then have GRUB's menu made anew: update-grub, grub-mkconfig or grub2-mkconfig, as your system has it.",
        title),
      []
    )
  }

  /// Source: Proxmox VE's administration guide, “Host bootloader”: which file counts depends on what starts the kernel.
  static func proxmox(_ boot: BootFacts, _ change: Change) -> (String, [String]) {
    let refresh = ["sudo proxmox-boot-tool refresh"]
    switch boot.told {
    case .grub: return (change.edit("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT"), refresh)
    case .systemdBoot: return (change.edit("/etc/kernel/cmdline", tr("the line")), refresh)
    default:
      guard boot.isUEFI != false else {
        return (change.edit("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT"), refresh)
      }
      return (
        tr(
          "%1$@ (GRUB: GRUB_CMDLINE_LINUX_DEFAULT in /etc/default/grub; systemd-boot: /etc/kernel/cmdline)",
          sentence(removing: change.old, adding: change.new)), refresh
      )
    }
  }

  /// Source: kernel-install(8): /etc/kernel/cmdline counts for entries that it makes; others have a line “options”.
  static func systemdBoot(_ boot: BootFacts, _ plain: String) -> (String, [String]) {
    let title = tr("%1$@ (/etc/kernel/cmdline, or the line “options” in /boot/loader/entries/*.conf)", plain)
    if boot.isLike("arch") && boot.initramfs == .mkinitcpio { return (title, ["sudo mkinitcpio -P"]) }
    // Debian has its kernels in /boot, others in the folder of their modules.
    let kernel = boot.isLike("debian", "ubuntu") ? "/boot/vmlinuz-$(uname -r)" : "/usr/lib/modules/$(uname -r)/vmlinuz"
    return (title, [#"sudo kernel-install add "$(uname -r)" "\#(kernel)""#])
  }
}

extension BootFacts {
  /// openSUSE with a read-only root.
  fileprivate var isReadOnlySUSE: Bool {
    guard isLike("suse", "opensuse"), let distribution else { return false }
    return ["microos", "aeon", "kalpa", "leap-micro", "sl-micro", "sle-micro"].contains { distribution.contains($0) }
  }
}
