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
    let change = Change(old: old, new: new)
    let plain = Self.sentence(removing: old, adding: new)
    switch boot.loader {
    case .grub: (title, commands) = Self.grub(boot, change)
    case .kernelstub:
      // Source: Pop!_OS' kernelstub --help: -a adds, -d deletes.
      title = plain
      commands =
        old.map { "sudo kernelstub -d \(ShellQuoting.word($0))" }
        + [new].compactMap(\.self).map { "sudo kernelstub -a \(ShellQuoting.word($0))" }
    case .rpmOstree:
      // Source: Red Hat, “Managing kernel arguments in bootc systems”: the same command changes a system of bootc.
      title = plain
      commands = ["sudo rpm-ostree kargs \(change.options(remove: "--delete=", add: "--append-if-missing="))"]
    case .ostree:
      // Source: ostree-admin-instutil(1): set-kargs starts from an empty list but for --merge, and removes nothing.
      title = plain
      commands =
        old.isEmpty
        ? ["sudo ostree admin instutil set-kargs --merge \(change.options(remove: "", add: "--append="))"] : []
    case .nixos:
      // Source: the NixOS manual, `boot.kernelParams`.
      title = change.edit(
        tr("your system's configuration (often /etc/nixos/configuration.nix)"), "boot.kernelParams", quoted: true)
      commands = ["sudo nixos-rebuild boot"]
    case .guix:
      // Source: the Guix manual, “operating-system reference”: `kernel-arguments`.
      title = change.edit("/etc/config.scm", "kernel-arguments", quoted: true)
      commands = ["sudo guix system reconfigure /etc/config.scm"]
    case .unraid:
      // Source: Unraid's documentation of the flash drive; its /boot is the USB stick it starts from.
      title = change.edit(
        "/boot/syslinux/syslinux.cfg", tr("the line “append” of the entry you start (web page: Main, Flash)"))
      commands = []
    case .proxmox: (title, commands) = Self.proxmox(boot, change)
    case .sdbootutil:
      // Source: openSUSE's sdbootutil; YaST writes the same file and calls it.
      title = change.edit("/etc/kernel/cmdline", tr("the line"))
      commands = ["sudo sdbootutil update-all-entries"]
    case .sdbootManage:
      // Source: systemd-boot-manager of Manjaro and CachyOS.
      title = change.edit("/etc/sdboot-manage.conf", "LINUX_OPTIONS")
      commands = ["sudo sdboot-manage gen"]
    case .clrBootManager:
      // Source: clr-boot-manager's release notes, 1.2.0: /etc/kernel/cmdline.d/*.conf is appended; 3.1.0: cmdline-removal.d.
      title = old.isEmpty ? plain : change.edit("/etc/kernel/cmdline.d/*.conf", tr("the line"))
      let file = "/etc/kernel/cmdline.d/neuron-vm.conf"
      commands =
        (old.isEmpty ? [new].compactMap(\.self).map { "echo \(ShellQuoting.word($0)) | sudo tee \(file)" } : [])
        + ["sudo clr-boot-manager update"]
    case .extlinux:
      // Source: Alpine's update-extlinux.conf.
      title = change.edit("/etc/update-extlinux.conf", "default_kernel_opts")
      commands = ["sudo update-extlinux"]
    case .systemdBoot: (title, commands) = Self.systemdBoot(boot, plain)
    case .limine:
      // Source: limine-entry-tool, as CachyOS and Omarchy have it.
      title = change.edit("/etc/default/limine", "KERNEL_CMDLINE[default]")
      commands = ["sudo limine-update"]
    case .refind:
      title = change.edit("/boot/refind_linux.conf", tr("the first line"))
      commands = []
    case nil:
      title = tr("%1$@ How this system does that is not known here: look for “kernel parameters” in its manual.", plain)
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

  /// The words that go and the one that comes.
  struct Change {
    let old: [String]
    let new: String?

    /// The sentence for a file that is edited by hand.
    func edit(_ file: String, _ place: String, quoted: Bool = false) -> String {
      func word(_ text: String) -> String { quoted ? "\"\(text)\"" : text }
      let words = old.map(word).joined(separator: " ")
      guard let new = new.map(word) else { return tr("Take %1$@ out of %2$@ in %3$@.", words, place, file) }
      return old.isEmpty
        ? tr("Add %1$@ to %2$@ in %3$@.", new, place, file)
        : tr("Replace %1$@ by %2$@ in %3$@, in %4$@.", words, new, place, file)
    }

    /// Options of a command.
    func options(remove: String, add: String) -> String {
      (old.map { remove + ShellQuoting.word($0) } + [new].compactMap(\.self).map { add + ShellQuoting.word($0) })
        .joined(separator: " ")
    }
  }
}
