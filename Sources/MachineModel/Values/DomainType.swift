/// What executes a machine; the raw value is libvirt's domain type.
public enum DomainType: String, Hashable, Sendable, CaseIterable, Codable {
  /// QEMU with hardware virtualisation.
  case kvm
  /// QEMU's own emulation (TCG): slow, and works everywhere.
  case qemu
  /// libvirt's test driver, which executes nothing.
  case test
}
