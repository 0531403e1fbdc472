import Foundation

/// The guests that `scripts/guest-linux` and `scripts/guest-secure-boot` make.
public enum Guests {
  /// A Linux kernel.
  public static var kernel: String { folder + "/vmlinuz" }
  /// Its initramfs.
  public static var initramfs: String { folder + "/initramfs" }
  /// A CD that starts this Linux under Secure Boot, after asking for a key.
  public static var secureBootCD: String { folder + "/secure-boot.iso" }

  private static var folder: String { ProcessInfo.processInfo.environment["NEURON_VM_TEST_GUESTS"] ?? "/" }
}
