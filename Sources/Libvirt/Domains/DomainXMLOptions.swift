internal import CLibvirt

/// Which form of a domain's XML is asked for; nothing means: as it runs, or as it is defined when it does not run.
public struct DomainXMLOptions: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// As it will be at the next start.
  public static let inactive = Self(rawValue: VIR_DOMAIN_XML_INACTIVE.rawValue)
  /// With passwords; refused on read-only connections.
  public static let secure = Self(rawValue: VIR_DOMAIN_XML_SECURE.rawValue)
  /// With the processor features of the host filled in.
  public static let updateCPU = Self(rawValue: VIR_DOMAIN_XML_UPDATE_CPU.rawValue)
  /// Fit for another host.
  public static let migratable = Self(rawValue: VIR_DOMAIN_XML_MIGRATABLE.rawValue)
}
