import Text

/// How the kernel's parameters are changed on a host, by what starts it.
struct KernelParameterWay {
  /// What to do.
  let title: String
  /// The commands; empty when a file must be edited and nothing run.
  let commands: [String]

  /// A way to change parameters, at least one.
  ///
  /// - Parameters:
  ///   - old: Those that are taken away.
  ///   - new: The one that is added, instead of them if there are any.
  init(_ boot: BootFacts, removing old: [String], adding new: String?) {
    let words = old.joined(separator: " ")
    func edit(_ file: String, _ place: String) -> String {
      guard let new else { return tr("Take %1$@ out of %2$@ in %3$@.", words, place, file) }
      return old.isEmpty
        ? tr("Add %1$@ to %2$@ in %3$@.", new, place, file)
        : tr("Replace %1$@ by %2$@ in %3$@, in %4$@.", words, new, place, file)
    }
    func options(remove: String, add: String) -> String {
      (old.map { remove + ShellQuoting.word($0) } + [new].compactMap(\.self).map { add + ShellQuoting.word($0) })
        .joined(separator: " ")
    }
    let other = Self.sentence(removing: old, adding: new)
    switch boot.loader {
    case .grub where boot.isLike("fedora", "rhel", "centos"):
      title = other
      commands = ["sudo grubby --update-kernel=ALL \(options(remove: "--remove-args=", add: "--args="))"]
    case .grub:
      title = edit("/etc/default/grub", "GRUB_CMDLINE_LINUX_DEFAULT")
      if boot.isLike("debian", "ubuntu") {
        commands = ["sudo update-grub"]
      } else if boot.isLike("fedora", "rhel", "suse", "opensuse") {
        commands = ["sudo grub2-mkconfig -o /boot/grub2/grub.cfg"]
      } else {
        commands = ["sudo grub-mkconfig -o /boot/grub/grub.cfg"]
      }
    case .kernelstub:
      title = other
      commands =
        old.map { "sudo kernelstub -d \(ShellQuoting.word($0))" }
        + [new].compactMap(\.self).map { "sudo kernelstub -a \(ShellQuoting.word($0))" }
    case .rpmOstree:
      title = other
      commands = ["sudo rpm-ostree kargs \(options(remove: "--delete=", add: "--append="))"]
    case .proxmox:
      title = tr(
        "%1$@ (GRUB: GRUB_CMDLINE_LINUX_DEFAULT in /etc/default/grub; systemd-boot: /etc/kernel/cmdline)", other)
      commands = ["sudo proxmox-boot-tool refresh"]
    case .systemdBoot:
      title = tr("%1$@ (/etc/kernel/cmdline, or the line “options” in /boot/loader/entries/*.conf)", other)
      commands =
        boot.isLike("arch") && boot.initramfs == .mkinitcpio
        ? ["sudo mkinitcpio -P"] : [#"sudo kernel-install add "$(uname -r)" "/boot/vmlinuz-$(uname -r)""#]
    case .limine:
      title = edit("/etc/default/limine", "KERNEL_CMDLINE[default]")
      commands = ["sudo limine-update"]
    case .refind:
      title = edit("/boot/refind_linux.conf", tr("the first line"))
      commands = []
    case nil:
      title = other
      commands = []
    }
  }

  /// What to do, whatever starts the kernel.
  static func sentence(removing old: [String], adding new: String?) -> String {
    let words = old.joined(separator: " ")
    guard let new else { return tr("Take %1$@ out of the kernel's parameters.", words) }
    return old.isEmpty
      ? tr("Add %1$@ to the kernel's parameters.", new)
      : tr("Replace %1$@ by %2$@ among the kernel's parameters.", words, new)
  }
}

private enum ShellQuoting {
  static func word(_ text: String) -> String {
    text.allSatisfy(isPlain) ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }

  /// Parameters come from the kernel's command line, and may hold anything.
  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_-.,:=/".contains(character))
  }
}
