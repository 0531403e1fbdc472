internal import CLibvirt

/// Which form of a domain a change is for.
public struct DomainTarget: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The running domain; refused when it does not run.
  public static let live = Self(rawValue: VIR_DOMAIN_AFFECT_LIVE.rawValue)
  /// The definition, from the next start on.
  public static let config = Self(rawValue: VIR_DOMAIN_AFFECT_CONFIG.rawValue)
}
