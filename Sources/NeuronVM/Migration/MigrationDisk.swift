public import MachineModel

/// A disk whose content goes to the target.
public struct MigrationDisk: Hashable, Sendable {
  /// What the guest's bus calls it, `vda`.
  public let device: String
  /// Its file, at both computers.
  public let path: String
  /// The target's storage pool that holds it there.
  public let pool: String
  /// The volume's name.
  public let volume: String
  /// `qcow2` or `raw`.
  public let format: String
  /// Its size for the guest.
  public let capacity: ByteCount
  /// What its file takes now.
  public let allocation: ByteCount
}
