import Libvirt
public import MachineModel

/// A disk whose content goes to the target.
public struct MigrationDisk: Hashable, Sendable {
  /// What the guest's bus calls it, `vda`.
  public let device: String
  /// Its file, at both computers.
  public let path: String
  /// The storage pool that holds it here; nil when none does.
  public let sourcePool: String?
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

  /// The volume here.
  var source: StorageVolumeName { sourcePool.map { .name(volume, pool: $0) } ?? .path(path) }
}
