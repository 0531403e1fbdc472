/// Why a domain ended.
///
/// Source: libvirt/libvirt-domain.h, `virDomainEventStoppedDetailType`.
public struct StoppedReason: RawRepresentable, Sendable, Hashable {
  /// libvirt's number.
  public let rawValue: Int32

  /// Takes any number; unknown ones are fine.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Its guest shut down.
  public static let shutdown = Self(rawValue: 0)
  /// Somebody ended it by force.
  public static let destroyed = Self(rawValue: 1)
  /// It crashed.
  public static let crashed = Self(rawValue: 2)
  /// It went to another host.
  public static let migrated = Self(rawValue: 3)
  /// Its state was saved.
  public static let saved = Self(rawValue: 4)
  /// The emulator failed.
  public static let failed = Self(rawValue: 5)
  /// A snapshot that does not run was taken up.
  public static let fromSnapshot = Self(rawValue: 6)
}
