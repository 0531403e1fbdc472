/// Why a domain runs.
///
/// Source: libvirt/libvirt-domain.h, `virDomainEventStartedDetailType`.
public struct StartedReason: RawRepresentable, Sendable, Hashable {
  /// libvirt's number.
  public let rawValue: Int32

  /// Takes any number; unknown ones are fine.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// A normal start.
  public static let booted = Self(rawValue: 0)
  /// It came from another host.
  public static let migrated = Self(rawValue: 1)
  /// From a saved state.
  public static let restored = Self(rawValue: 2)
  /// From a snapshot.
  public static let fromSnapshot = Self(rawValue: 3)
  /// Its guest woke up.
  public static let wakeUp = Self(rawValue: 4)
}
