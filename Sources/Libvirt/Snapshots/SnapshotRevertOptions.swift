internal import CLibvirt

/// What happens when a domain goes back to a snapshot.
public struct SnapshotRevertOptions: OptionSet, Sendable, Hashable {
  /// libvirt's bits.
  public let rawValue: UInt32

  /// Takes libvirt's bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// It runs afterwards, whatever it did when the snapshot was made.
  public static let running = Self(rawValue: VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING.rawValue)
  /// It is paused afterwards, whatever it did when the snapshot was made.
  public static let paused = Self(rawValue: VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED.rawValue)
  /// Also where a new emulator has to be started in the place of the one that runs, which cuts the screen's connections.
  public static let force = Self(rawValue: VIR_DOMAIN_SNAPSHOT_REVERT_FORCE.rawValue)
}
