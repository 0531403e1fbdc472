/// The operating system that a template is made for.
public enum GuestSystem: String, Hashable, Sendable, CaseIterable, Codable {
  /// Windows 10.
  case windows10
  /// Windows 11, which demands UEFI with Secure Boot and a TPM 2.0.
  case windows11
  /// Any Linux.
  case linux

  /// Whether this is a Windows, which has no virtio drivers of its own and wants Hyper-V's enlightenments.
  public var isWindows: Bool { self != .linux }
}
