/// Why a domain was defined.
///
/// Source: libvirt/libvirt-domain.h, `virDomainEventDefinedDetailType`.
public struct DefinedReason: RawRepresentable, Sendable, Hashable {
  /// libvirt's number.
  public let rawValue: Int32

  /// Takes any number; unknown ones are fine.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// It is new.
  public static let added = Self(rawValue: 0)
  /// It was changed.
  public static let updated = Self(rawValue: 1)
  /// It has a new name.
  public static let renamed = Self(rawValue: 2)
  /// A snapshot brought it back.
  public static let fromSnapshot = Self(rawValue: 3)
}
