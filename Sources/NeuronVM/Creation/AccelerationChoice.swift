/// What should execute a machine.
public enum AccelerationChoice: String, Sendable, CaseIterable {
  /// KVM where it was proven to work, else emulation.
  case automatic = "auto"
  /// KVM, proven or not.
  case kvm
  /// Emulation.
  case none
}
