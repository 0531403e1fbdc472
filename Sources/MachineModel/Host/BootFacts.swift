/// How the host is started, and so how its kernel's parameters are changed.
public struct BootFacts: Hashable, Sendable {
  /// What starts the kernel; nil when it could not be found out.
  public var loader: Loader?
  /// What says of itself that it started the kernel, whoever keeps its parameters; nil when nothing does.
  public var told: Loader?
  /// What makes the initial file system; nil when it could not be found out.
  public var initramfs: Initramfs?
  /// The distribution's identifier, `debian`; nil when not told.
  public var distribution: String?
  /// The distributions it derives from.
  public var relatives: [String] = []
  /// Whether the firmware is UEFI; nil when not told.
  public var isUEFI: Bool?

  /// What starts the kernel, or the tool that keeps its parameters.
  public enum Loader: String, Hashable, Sendable {
    /// GNU GRUB.
    case grub
    /// systemd-boot.
    case systemdBoot = "systemd-boot"
    /// Pop!_OS' kernelstub over systemd-boot.
    case kernelstub
    /// Proxmox' own tool over GRUB or systemd-boot.
    case proxmox
    /// An image-based Fedora, or a system of bootc.
    case rpmOstree = "rpm-ostree"
    /// Another image-based system, such as Endless OS.
    case ostree
    /// NixOS' own configuration, over any loader.
    case nixos
    /// Guix' own configuration, over GRUB.
    case guix
    /// Unraid, from its USB stick by Syslinux.
    case unraid
    /// openSUSE's tool over systemd-boot or GRUB.
    case sdbootutil
    /// Manjaro's and CachyOS' tool over systemd-boot.
    case sdbootManage = "sdboot-manage"
    /// Solus' and Clear Linux' tool over systemd-boot or GRUB.
    case clrBootManager = "clr-boot-manager"
    /// Alpine's tool over Syslinux.
    case extlinux
    /// Limine.
    case limine
    /// rEFInd.
    case refind
  }

  /// What makes the initial file system.
  public enum Initramfs: String, Hashable, Sendable {
    /// Debian's.
    case initramfsTools = "initramfs-tools"
    /// Fedora's and others'.
    case dracut
    /// Arch's.
    case mkinitcpio
    /// Another of Arch's.
    case booster
  }

  /// Nothing known.
  public init() {}

  /// Whether the distribution is one of these or derives from one.
  public func isLike(_ names: String...) -> Bool {
    names.contains { $0 == distribution || relatives.contains($0) }
  }
}
