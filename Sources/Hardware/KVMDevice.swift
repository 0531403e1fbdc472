internal import Glibc

/// The kernel's virtualisation device, asked directly.
public struct KVMDevice: Sendable {
  /// The device's path, `/dev/kvm` on every host.
  public let path: String

  /// Names the device; nothing is opened yet.
  public init(path: String = "/dev/kvm") { self.path = path }

  /// Whether the kernel can give machines System Management Mode, on which Secure Boot rests; nil when the device
  /// cannot be opened.
  ///
  /// Source: Linux, Documentation/virt/kvm/api.rst, `KVM_CHECK_EXTENSION` with `KVM_CAP_X86_SMM`.
  public var hasSystemManagementMode: Bool? { checkExtension(117) }

  private func checkExtension(_ number: CInt) -> Bool? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let checkExtension: UInt = 0xAE03
    let answer = ioctl(descriptor, checkExtension, number)
    return answer < 0 ? nil : answer > 0
  }
}
