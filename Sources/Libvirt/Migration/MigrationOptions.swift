internal import CLibvirt

/// How a domain is moved to another hypervisor.
public struct MigrationOptions: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  private init(_ flag: virDomainMigrateFlags) { self.init(rawValue: flag.rawValue) }

  /// It goes on running while its memory is copied; without it, it stands still meanwhile.
  public static let live = Self(VIR_MIGRATE_LIVE)
  /// Only the definition of a domain that does not run.
  public static let offline = Self(VIR_MIGRATE_OFFLINE)
  /// It has a definition at the target from then on.
  public static let persistent = Self(VIR_MIGRATE_PERSIST_DEST)
  /// It has no definition at the source any more.
  public static let undefinesSource = Self(VIR_MIGRATE_UNDEFINE_SOURCE)
  /// The content of its disks is copied too, into volumes that are there or that libvirt makes.
  public static let copiesDisks = Self(VIR_MIGRATE_NON_SHARED_DISK)
  /// Nobody may change its definition until the migration is over.
  public static let protectsDefinition = Self(VIR_MIGRATE_CHANGE_PROTECTION)
  /// An input or output error ends the migration instead of pausing the domain.
  public static let endsOnError = Self(VIR_MIGRATE_ABORT_ON_ERROR)
  /// A guest that changes its memory faster than it is copied is slowed down.
  public static let slowsGuest = Self(VIR_MIGRATE_AUTO_CONVERGE)
  /// Memory and disks are encrypted on their way; both hosts need certificates for it.
  public static let encrypts = Self(VIR_MIGRATE_TLS)
}
