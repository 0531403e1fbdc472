/// Why a domain is paused.
///
/// Source: libvirt/libvirt-domain.h, `virDomainEventSuspendedDetailType`.
public struct SuspendedReason: RawRepresentable, Sendable, Hashable {
  /// libvirt's number.
  public let rawValue: Int32

  /// Takes any number; unknown ones are fine.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Somebody paused it.
  public static let paused = Self(rawValue: 0)
  /// For a migration.
  public static let migrated = Self(rawValue: 1)
  /// A disk failed: a full host disk, most often.
  public static let ioError = Self(rawValue: 2)
  /// Its watchdog fired.
  public static let watchdog = Self(rawValue: 3)
  /// It was restored in a paused state.
  public static let restored = Self(rawValue: 4)
  /// A snapshot was paused.
  public static let fromSnapshot = Self(rawValue: 5)
  /// An operation failed half-way.
  public static let apiError = Self(rawValue: 6)
  /// A post-copy migration.
  public static let postCopy = Self(rawValue: 7)
  /// A post-copy migration failed.
  public static let postCopyFailed = Self(rawValue: 8)
}
