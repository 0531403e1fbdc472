/// Programs that hold devices on many computers: what is said of them goes by their names.
///
/// The kernel's names, 15 bytes at most.
public enum KnownHolder {
  /// Desktops, and what opens devices for them: they take every graphics card that they find.
  public static let desktops: Set<String> = [
    "gnome-shell", "kwin_wayland", "kwin_x11", "Xorg", "Xwayland", "sway", "Hyprland", "plasmashell", "systemd-logind",
    "seatd", "weston", "labwc", "wayfire", "cosmic-comp", "niri", "river", "mutter", "gdm-x-session", "gdm-wayland-ses",
    "sddm", "lightdm", "greetd", "plymouthd", "cinnamon", "xfwm4",
  ]

  /// What keeps NVIDIA's driver awake.
  public static let nvidiaPersistence: Set<String> = ["nvidia-persiste", "nvidia-persistenced"]

  /// What sets screens and lamps over a card's or a board's own bus.
  public static let busTools: Set<String> = ["ddcutil", "ddcui", "ddcci", "openrgb", "OpenRGB", "liquidctl", "i2cdump"]

  /// Parts of systems, whose names say nothing of a person.
  private static let systems: Set<String> = [
    "systemd", "systemd-udevd", "init", "wireplumber", "pipewire", "pipewire-pulse", "pulseaudio", "libvirtd",
    "virtqemud", "qemu-system-x86", "qemu-system-aar", "qemu-kvm", "dockerd", "containerd", "upowerd", "fwupd", "acpid",
    "thermald", "pcscd", "usbmuxd", "bluetoothd", "ModemManager", "NetworkManager", "smartd", "udisksd", "multipathd",
    "dmeventd", "lvmetad", "mdadm", "zed", "sshd", "bash", "sh", "nvidia-powerd", "switcheroo-cont", "looking-glass-c",
    "colord", "boltd", "at-spi2-registr", "fprintd",
  ]

  /// Whether a name may be shown to others: it is one of a system's own programs.
  public static func isCommon(_ name: String) -> Bool {
    [desktops, nvidiaPersistence, busTools, systems].contains { $0.contains(name) }
  }
}
