internal import CLibvirt

/// How a snapshot is made.
public struct SnapshotCreationOptions: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The disks alone, each in a new layer of its own; the memory of a running domain is left out.
  public static let diskOnly = Self(rawValue: VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY.rawValue)
  /// The QEMU guest agent freezes the guest's file systems meanwhile; only with ``diskOnly``.
  public static let quiesce = Self(rawValue: VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE.rawValue)
  /// All disks, or none.
  ///
  /// The test driver does not know it.
  public static let atomic = Self(rawValue: VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC.rawValue)
}
