/// Whether KVM really runs machines here; the existence of `/dev/kvm` proves nothing.
public enum KVMVerdict: Hashable, Sendable, Codable {
  /// A kernel was started under KVM and spoke.
  case works
  /// KVM is there and does not run a kernel, or is not there.
  case fails(reason: String)
  /// It could not be tried, for this reason.
  case notProven(reason: String)

  /// Whether machines may be given KVM without being asked to.
  public var isProven: Bool { self == .works }
}
