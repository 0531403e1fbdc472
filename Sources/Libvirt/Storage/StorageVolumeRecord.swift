/// What names a storage volume.
public struct StorageVolumeRecord: Sendable, Hashable, Identifiable {
  /// The volume's name, unique in its pool.
  public let name: String

  /// The volume's key, unique on its hypervisor.
  public let key: String

  /// Where a machine finds it, such as a file's path.
  public let path: String

  /// The key.
  public var id: String { key }
}
