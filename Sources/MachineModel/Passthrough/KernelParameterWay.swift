import Text

/// How the kernel's parameters are changed on a host, by what starts it.
struct KernelParameterWay {
  /// What to do.
  let title: String
  /// The commands; empty when a file must be edited and nothing run.
  let commands: [String]

  /// - Parameter isAdding: Whether the parameter is added, or else taken away.
  init(_ boot: BootFacts, isAdding: Bool, _ parameter: String) {
    func edit(_ file: String, _ place: String) -> String {
      isAdding
        ? tr("Add %1$@ to %2$@ in %3$@.", parameter, place, file)
        : tr("Take %1$@ out of %2$@ in %3$@.", parameter, place, file)
    }
    let other =
      isAdding
      ? tr("Add %1$@ to the kernel's parameters.", parameter)
      : tr("Take %1$@ out of the kernel's parameters.", parameter)
    // A parameter that is only described cannot be given to a command.
    let isExact = !parameter.contains("…")
    switch boot.loader {
    case .grub where boot.isLike("fedora", "rhel", "centos") && isExact:
      title = other
      commands = [
        "sudo grubby --update-kernel=ALL --\(isAdding ? "args" : "remove-args")=\(ShellQuoting.word(parameter))"
      ]
    case .grub:
      title = edit("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT")
      if boot.isLike("debian", "ubuntu") {
        commands = ["sudo update-grub"]
      } else if boot.isLike("fedora", "rhel", "suse", "opensuse") {
        commands = ["sudo grub2-mkconfig -o /boot/grub2/grub.cfg"]
      } else {
        commands = ["sudo grub-mkconfig -o /boot/grub/grub.cfg"]
      }
    case .kernelstub where isExact:
      title = other
      commands = ["sudo kernelstub \(isAdding ? "-a" : "-d") \(ShellQuoting.word(parameter))"]
    case .rpmOstree where isExact:
      title = other
      commands = ["sudo rpm-ostree kargs --\(isAdding ? "append" : "delete")=\(ShellQuoting.word(parameter))"]
    case .proxmox:
      title = tr(
        "%1$@ (GRUB: GRUB_CMDLINE_LINUX_DEFAULT in /etc/default/grub; systemd-boot: /etc/kernel/cmdline)", other)
      commands = ["sudo proxmox-boot-tool refresh"]
    case .systemdBoot:
      title = tr("%1$@ (/etc/kernel/cmdline, or the line “options” in /boot/loader/entries/*.conf)", other)
      commands =
        boot.isLike("arch") && boot.initramfs == .mkinitcpio ? ["sudo mkinitcpio -P"] : ["sudo kernel-install add-all"]
    case .limine:
      title = edit("/etc/default/limine", "KERNEL_CMDLINE[default]")
      commands = ["sudo limine-update"]
    case .refind:
      title = edit("/boot/refind_linux.conf", tr("the first line"))
      commands = []
    case .kernelstub, .rpmOstree, nil:
      title = other
      commands = []
    }
  }
}

private enum ShellQuoting {
  static func word(_ text: String) -> String { text.contains(" ") ? "'\(text)'" : text }
}
