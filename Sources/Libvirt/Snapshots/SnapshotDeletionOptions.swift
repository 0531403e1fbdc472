internal import CLibvirt

/// What goes when a snapshot is removed.
public struct SnapshotDeletionOptions: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// All snapshots that were made after it go too.
  public static let children = Self(rawValue: VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN.rawValue)
  /// Only libvirt forgets it: what is in the disks stays.
  public static let metadataOnly = Self(rawValue: VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY.rawValue)
}
